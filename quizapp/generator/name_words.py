"""Words that tell what a name stands for: what comes last in it, beside it, or is done by it."""

from __future__ import annotations

from quizapp.generator.vocabulary import phrase_set, word_set

# Last words of a name.
ORGANISATION_WORDS = word_set(
    """
    inc corp corporation ltd llc plc co university college institute agency company fund bank council committee
    commission association society center centre department departments ministry office orchestra museum group
    foundation union party team club service services administration laboratory laboratories lab school court times
    post news press league organization organisation federation board authority church army guard police hospital
    academy senate parliament congress government conservancy trust branch division directorate observatory church
    bureau systems technologies industries airlines motors aerospace partners magazine weekly coalition alliance cross
    """
)
THING_WORDS = word_set(
    """
    telescope mission experiment test program programme project prize award act study survey contest cup games war
    day week month year system plan scorecard radar rocket series journal letters report law bill treaty agreement
    olympics championship tournament tour festival theory method model index scale list app browser phone engine
    satellite rover helicopter spacecraft probe shuttle lander shield camera instrument station core lander imager
    initiative strategy partnership symposium conference summit race election revolution protocol standard language
    award edition version album song film movie play book novel show beacon node positioning dictionary
    """
)
PLACE_WORDS = word_set(
    """
    river lake ocean sea island islands mountain mountains valley bay park street avenue road county city stadium arena
    bridge square coast desert peninsula strait canal gulf cape beach forest province district region state states
    territory airport port harbor harbour hemisphere pole crater range facility headquarters base town village falls
    hills heights
    """
)

# Of a name that ends so its first word is often enough: "Glenn" for "Glenn Research Center".
INSTITUTIONS = word_set("center centre laboratory institute observatory")

# Nouns beside a name ("the asteroid Dimorphos", "DeepSeek, a startup").
ORGANISATION_NOUNS = word_set(
    """
    company startup start-up firm corporation maker carmaker chipmaker manufacturer retailer publisher
    operator provider supplier airline bank fund agency broadcaster newspaper magazine website outlet network newswire
    channel university college school institute ministry department organisation organization charity nonprofit
    foundation association society council committee commission union party group team club league orchestra band
    museum giant rival competitor lab laboratory bureau subsidiary conglomerate platform think-tank watchdog
    consultancy observatory church regulator court employer
    """
)
# These say what it is only beside something else: "the giant", "OpenAI's rival".
TYPE_NOUNS = ORGANISATION_NOUNS - {"rival", "competitor", "giant", "maker", "operator", "employer", "provider", "group",
                                 "laboratory", "lab", "platform", "network", "channel"}  # fmt: skip
DOER_ENDINGS = ("er", "or", "ist", "ian", "man")
"""How many nouns of people end."""
PERSON_NOUNS = word_set(
    """
    man woman boy girl mother father son daughter wife husband sister brother friend resident native citizen teenager
    defector refugee billionaire millionaire entrepreneur businessman businesswoman politician lawmaker activist
    poet singer novelist painter photographer filmmaker journalist reporter historian philosopher mathematician
    statistician chemist geologist oceanographer doctor nurse farmer baker driver councillor councilman pilot
    striker midfielder defender goalkeeper referee athlete soldier queen king prince princess pope bishop colleague
    classmate co-author coauthor candidate worker volunteer
    """
)
PLACE_NOUNS = word_set(
    """
    city town village country nation state province region island county district capital suburb river lake valley
    mountain port crater desert neighbourhood neighborhood continent territory kingdom republic
    """
)
THING_NOUNS = word_set(
    """
    asteroid moon planet star exoplanet comet galaxy constellation spacecraft mission rocket rover helicopter probe
    satellite telescope instrument camera lander orbiter shuttle model chatbot assistant app application software
    program programme tool browser game device drug vaccine virus disease element mineral metal language song album
    film movie play novel book show series prize award project experiment test study report journal bill law act
    treaty algorithm chip processor engine car ship plane aircraft train bridge tower festival tournament system
    version service technology technique method term word acronym platform nutrient vitamin
    """
)

# What happens to nobody, and what nobody does.
MADE_VERBS = word_set("assemble build construct demolish dredge erect excavate manufacture pave rebuild")
THING_VERBS = word_set("erupt extend flow span stretch")
# What is done by people only, and what is done by people and organisations.
HUMAN_VERBS = word_set(
    """
    explain think believe feel know live bear die marry grow study graduate remember recall joke smile laugh ask reply
    talk wonder speak write recount hope want love hate retire teach learn wake walk marvel admit
    """
)
ACTING_VERBS = word_set(
    """
    say tell add announce launch release acquire hire plan publish report buy sell found fund develop partner decline
    deny confirm declare warn award sponsor select choose sign sue claim define invest employ fine back own manufacture
    collaborate operate refuse host approve promise agree
    """
)
HEADED = word_set(
    """
    ceo founder co-founder chairman chairwoman chairperson employee employees staff shares stock investors customers
    headquarters board spokesman spokeswoman spokesperson executive director researcher researchers scientist scientists
    engineer engineers subsidiary member members workers revenue profit profits president manager
    """
)
MADE = word_set("aircraft app customers lander product products rocket rockets rover software spacecraft website")
"""What companies and agencies make: "Larkfell's rocket"."""
RULED = word_set("premier mayor king queen governor population capital coast economy border borders government people")

# Names that everybody knows; without them a single mention often leaves the kind open.
KNOWN_ORGANISATIONS = word_set(
    """
    NASA ESA FBI CIA UN
    EU NATO WHO UNESCO UNICEF FIFA UEFA BBC CNN IMF OPEC MIT UCLA IBM NOAA EPA FDA CDC NIH
    WTO OECD NBC ABC CBS NPR VOA NHS FAA CERN HSBC JAXA ISRO USDA Google Microsoft Facebook Intel Nvidia Samsung Sony
    Toyota Boeing Airbus Reuters Bloomberg Congress Parliament Taliban Interpol Greenpeace
    Caltech Huawei Alibaba Tencent
    Baidu Netflix Walmart Volkswagen SpaceX OpenAI
    """
)
KNOWN_PLACES = word_set(
    """
    Washington Boston Chicago Houston Philadelphia Detroit Seattle Atlanta Dallas Denver Miami Baltimore Toronto
    Montreal Vancouver London Manchester Edinburgh Dublin Paris Berlin Munich Hamburg Vienna Zurich Geneva Brussels
    Amsterdam Rome Milan Madrid Barcelona Lisbon Athens Stockholm Oslo Copenhagen Helsinki Warsaw Prague Budapest
    Moscow Kyiv Istanbul Ankara Cairo Nairobi Lagos Johannesburg Tehran Baghdad Damascus Beirut Jerusalem Kabul
    Delhi Mumbai Dhaka Karachi Beijing Shanghai Shenzhen Hangzhou Taipei Tokyo Osaka Seoul Pyongyang Bangkok
    Manila Jakarta Hanoi Sydney Melbourne Canberra Wellington Earth Asia Europe
    """
) | phrase_set(
    """
    New York, New York City, Los Angeles, San Francisco, Las Vegas,
    New Orleans, Hong Kong, New Delhi, Mexico City, Buenos Aires, Sao Paulo, Cape Town,
    Tel Aviv, D.C., Silicon Valley, Middle East, Hollywood, Wall Street, White House
    """
)
DIRECTIONS = word_set("Southern Northern Eastern Western Central South North East West Northeast Northwest Southeast")
GOVERNED = word_set("Republic City State Kingdom Province Municipality District Town Gulf Isle Bay")
CALENDAR = word_set(
    """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """
)
