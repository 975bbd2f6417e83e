"""The network through onnxruntime, one thread; nothing of it imports torch."""

from mtqa.models.tagger.reading import Ids, Logits, Network


def network(model: bytes) -> Network:
    """Return the network of an ONNX file's contents."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def run(ids: Ids, mask: Ids) -> Logits:
        logits: Logits = session.run(None, {"ids": ids, "mask": mask})[0]
        return logits

    return run
