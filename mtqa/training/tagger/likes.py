"""Words of names that are confused with one another: of bodies by kind, of nations, of quarters of the sky."""

from collections.abc import Mapping

_LIKE = """
ministry department office bureau agency directorate
university institute college academy school
court tribunal chamber
bank fund treasury
council committee commission board assembly congress
party union league front movement
association federation society organisation organization alliance
company corporation group enterprise firm
minister secretary commissioner chancellor
house home building palace
service force corps troop
cup trophy bowl prize
street road avenue square
north south east west central
northern southern eastern western
national federal state international republican
british american german french italian spanish russian chinese japanese indian australian canadian polish turkish
britain america germany france italy spain russia china japan india australia canada poland turkey england scotland
"""
#: For each word those of its kind.
LIKE: Mapping[str, tuple[str, ...]] = {
    word: tuple(other for other in line.split() if other != word)
    for line in _LIKE.strip().splitlines()
    for word in line.split()
}
