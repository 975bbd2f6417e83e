"""Countries by their names, peoples, capitals and short forms."""

import re
from collections.abc import Iterator

from mtqa.span import Span

#: One country a line; what belongs together, and is said one for the other in headlines, is one.
_FORMS = """
afghanistan afghan afghans kabul taliban
algeria algerian algerians algiers
argentina argentine argentines argentinian buenos
armenia armenian armenians yerevan
australia australian australians aussie aussies canberra
austria austrian austrians vienna
azerbaijan azerbaijani azeri baku
bangladesh bangladeshi bangladeshis dhaka
belarus belarusian belarusians belarussian minsk
belgium belgian belgians brussels
bolivia bolivian bolivians
bosnia bosnian bosnians sarajevo
brazil brazilian brazilians
britain british briton britons uk england english scotland scottish scots scot wales welsh ulster london downing
bulgaria bulgarian bulgarians sofia
cambodia cambodian cambodians phnom
canada canadian canadians ottawa
chile chilean chileans santiago
china chinese beijing shanghai hong peking
colombia colombian colombians bogota
croatia croatian croatians croat croats zagreb
cuba cuban cubans havana
cyprus cypriot cypriots nicosia
czech czechs prague
denmark danish dane danes copenhagen
egypt egyptian egyptians cairo
estonia estonian estonians tallinn
ethiopia ethiopian ethiopians
finland finnish finn finns helsinki
france french frenchman frenchwoman paris elysee
germany german germans berlin bundesbank
ghana ghanaian ghanaians
greece greek greeks athens
hungary hungarian hungarians budapest
iceland icelandic icelander icelanders reykjavik
india indian indians delhi mumbai
indonesia indonesian indonesians jakarta
iran iranian iranians tehran
iraq iraqi iraqis baghdad
ireland irish irishman dublin
israel israeli israelis jerusalem
italy italian italians rome
japan japanese tokyo
kazakhstan kazakh kazakhs astana
kenya kenyan kenyans nairobi
korea korean koreans seoul pyongyang
latvia latvian latvians riga
lebanon lebanese beirut
libya libyan libyans tripoli
lithuania lithuanian lithuanians vilnius
malaysia malaysian malaysians kuala
mexico mexican mexicans
moldova moldovan moldovans chisinau
morocco moroccan moroccans rabat
myanmar burma burmese yangon naypyidaw
nepal nepalese nepali kathmandu
netherlands dutch holland hague amsterdam
nigeria nigerian nigerians abuja lagos
norway norwegian norwegians oslo
pakistan pakistani pakistanis islamabad
palestine palestinian palestinians gaza hamas ramallah
peru peruvian peruvians lima
philippines philippine filipino filipinos manila
poland pole poles polish warsaw
portugal portuguese lisbon
qatar qatari qataris doha
romania romanian romanians bucharest
russia russian russians moscow kremlin soviet
saudi saudis riyadh
serbia serbian serbians serb serbs belgrade
singapore singaporean singaporeans
slovakia slovak slovaks bratislava
slovenia slovenian slovene slovenes ljubljana
spain spanish spaniard spaniards madrid
sudan sudanese khartoum
sweden swedish swede swedes stockholm
switzerland swiss bern geneva zurich
syria syrian syrians damascus
taiwan taiwanese taipei
thailand thai thais bangkok
tunisia tunisian tunisians tunis
turkey turkish turk turks ankara istanbul
ukraine ukrainian ukrainians kyiv kiev
us usa american americans america washington
venezuela venezuelan venezuelans caracas
vietnam vietnamese hanoi
yemen yemeni yemenis sanaa
zimbabwe zimbabwean zimbabweans harare
"""
_COUNTRY = {form: line.split()[0] for line in _FORMS.strip().splitlines() for form in line.split()}
_WORD = re.compile(r"\bU\.?[SK]\.?(?:A\.?)?(?![\w.])|\bU\.S\.|\b[A-Z][a-z]+\b")


def countries(plain: str, within: Span) -> Iterator[tuple[str, Span]]:
    """Yield the countries that a stretch of text names in one way or another, with the words that do."""
    for match in _WORD.finditer(plain, within.start, within.end):
        country = _COUNTRY.get(match.group().lower().replace(".", ""))
        if country:
            yield country, Span(*match.span())


def is_country(word: str) -> bool:
    """Tell whether the word means a country, its people or its capital."""
    return word.lower() in _COUNTRY
