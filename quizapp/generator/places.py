"""Names of countries, states, continents and planets, to ask "which country" rather than "what"."""

from quizapp.generator.vocabulary import word_set

COUNTRIES = word_set(
    """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain
    Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain Brunei
    Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus
    Denmark Djibouti Dominica Ecuador Egypt England Eritrea Estonia Eswatini Ethiopia Fiji Finland France
    Gabon Gambia Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India
    Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait
    Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi
    Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia Montenegro
    Morocco Mozambique Myanmar Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan
    Palau Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Scotland Senegal
    Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Taiwan
    Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan Tuvalu Uganda Ukraine Uruguay
    Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia Zimbabwe US U.S. USA U.S.A. UK U.K. UAE
    """
) | {
    "United States",
    "United Kingdom",
    "South Korea",
    "North Korea",
    "Korea Republic",
    "Saudi Arabia",
    "South Africa",
    "New Zealand",
    "Sri Lanka",
    "Costa Rica",
    "El Salvador",
    "Czech Republic",
    "Dominican Republic",
    "Ivory Coast",
    "Burkina Faso",
    "Cape Verde",
    "Sierra Leone",
    "South Sudan",
    "East Timor",
    "Papua New Guinea",
    "United Arab Emirates",
    "Soviet Union",
    "Northern Ireland",
}

US_STATES = word_set(
    """
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois
    Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi
    Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia
    Wisconsin Wyoming
    """
) | {
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York State",
    "North Carolina",
    "North Dakota",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "West Virginia",
}

AUSTRALIAN_STATES = frozenset({"New South Wales", "Queensland", "South Australia", "Tasmania", "Western Australia"})

CANADIAN_PROVINCES = word_set("Alberta Manitoba Newfoundland Ontario Quebec Saskatchewan") | {
    "British Columbia",
    "New Brunswick",
    "Nova Scotia",
    "Prince Edward Island",
}

CONTINENTS = frozenset({"Africa", "Antarctica", "Asia", "Europe", "North America", "South America"})

PLANETS = frozenset({"Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"})


def place_noun(name: str) -> str | None:
    """What kind of place a name is: "country", "U.S. state", "planet" and so on; None when that is not known."""
    bare = name.removeprefix("the ").removeprefix("The ")
    for noun, names in (
        ("country", COUNTRIES),
        ("U.S. state", US_STATES),
        ("Australian state", AUSTRALIAN_STATES),
        ("Canadian province", CANADIAN_PROVINCES),
        ("continent", CONTINENTS),
        ("planet", PLANETS),
    ):
        if bare in names:
            return noun
    return None


SPOTS = word_set(
    """
    abbey airfield airport archipelago area arena avenue bank base basement basin bay beach bed border boundary bottom
    bridge building campsite campus canal canyon capital castle cathedral cave cellar cemetery center centre chapel
    chateau church city cliff coast coastline college colony continent convent corner corridor countryside county court
    courtyard crater creek crossroads delta desert district downtown east edge end enclave entrance estate estuary
    facility factory farm field fjord foot foothill forest fort fortress fringe front gallery garden garrison gate
    ground gulf hall harbor harbour headland headquarters heart highland hill home hospital hotel house hub inn
    intersection island isle isthmus jungle junction kingdom laboratory lagoon lake land library lowland mainland
    mansion margin market metropolis middle mill mine monastery mosque mountain mouth museum neighborhood
    neighbourhood north northeast northwest ocean office outskirts palace park part peak peninsula pier place plain
    plateau plaza pole pond port prefecture prison province quarter range reef region reservation reserve
    restaurant ridge rim river riverbank road roof room ruin school sea seat section settlement shelf shore shoreline
    shrine side site slope south southeast southwest square stadium state station steppe street studio suburb summit
    surface swamp synagogue temple territory theater theatre tip tomb top tower town township trail tunnel university
    valley venue vicinity villa village wall warehouse west wetland wood woodland workshop yard zone
    """
)
"""Nouns for where something can be, when a name or a verb of place says that it is."""
NATURE = SPOTS | word_set(
    """
    air atmosphere blood bloodstream body bone bottle box brain cell chamber chest container cytoplasm depth egg eye
    farmland feather flower fruit galaxy glacier grass grassland groundwater habitat head heart intestine kidney
    latitude leaf liver lung marsh mud muscle nature nest nucleus orbit organ pit plant prairie rainforest rock root
    salt sand savanna savannah seabed sediment seed seawater shelf skin skull soil space spine stem stomach stratum
    tissue tree tropic trunk tube tundra vault vein water waterway wilderness world
    """
)
"""Where what lives or is found somewhere can be besides: "in the roots of plants"."""
