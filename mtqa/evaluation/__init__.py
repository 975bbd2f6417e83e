"""Predicted error spans against annotated ones: readers of five forms, measures, intervals, tables and pictures."""
