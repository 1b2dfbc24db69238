"""Word lists of the grammar: what words mean for a question, where the parse alone can't say."""

from collections.abc import Mapping


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The phrases of a text, split by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


HELPERS = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should"
"""Verbs that stand behind a question word, or begin a question without one: the choices of a regular expression."""
VAGUE_NOUNS = word_set(
    """
    action addition advantage all amount answer anyone anything approach area aspect attempt basis beginning bit
    both care case chance change data decision detail difference each effort end everyone everything example
    experience fact feeling few finding form game group half idea information issue it kind lead level look lot many
    matter measure more most move need news none nothing number one order other others part people piece place
    point process question range reason rest result role sense series set several side some someone something
    sort start step steps story team term that thing this thought time turn type use variety view way what work
    """
)
PERSON_NOUNS = word_set(
    """
    activist actor administrator adviser advisor ambassador associate analyst archaeologist architect artist astronaut
    astronomer athlete attorney author barrister biologist boy campaigner candidate captain ceo chairman chemist
    chief child citizen clerk climber coach colonel commander composer consultant contractor critic curator
    customer daughter dean defector defender designer detective developer diplomat director doctor donor driver
    economist editor employee engineer expert farmer father founder geologist girl goalkeeper governor graduate
    guard head historian husband immigrant inspector instructor inventor investigator investor journalist judge
    king lawmaker lawyer leader lecturer librarian lieutenant listener man manager mathematician mayor mechanic
    member midfielder migrant minister mother musician navigator neighbor neighbour novelist nurse observer
    officer official organiser organizer owner paramedic parent participant passenger patient people person
    philosopher photographer physicist pilot planner player poet policeman politician premier president
    principal producer professor programmer promoter prosecutor protester psychologist queen ranger referee
    refugee reporter representative researcher resident respondent rider scholar scientist sculptor secretary
    senator sergeant shareholder sheriff shopkeeper singer sociologist soldier son specialist spokesman
    spokesperson spokeswoman strategist striker student surgeon surveyor suspect teacher technologist tenant
    terrorist tourist trainer translator treasurer trustee user veteran veterinarian victim visitor volunteer
    voter wife winner woman worker writer
    """
)
HEDGES = word_set(
    """
    about almost an approximately around as at estimated exactly fewer just least less many more most much
    nearly only over roughly some than to under up
    """
)
LOOSE_ADVERBS = word_set(
    """
    additionally afterward afterwards again already also apparently back consequently currently eventually
    finally first fortunately further furthermore hence however indeed initially instead interestingly just
    later likewise meantime meanwhile moreover nevertheless nonetheless now originally overall perhaps
    previously recently shortly similarly so soon still subsequently suddenly then therefore though thus today
    too ultimately unfortunately yet
    """
)
CLAIMS = word_set(
    """
    acknowledge add admit agree allege announce argue assert assure believe caution claim comment conclude
    confirm contend continue declare demonstrate determine discover emphasise emphasize estimate explain find
    indicate inform insist maintain note observe point predict recall remark reply report reveal say show state
    stress suggest tell testify think warn write
    """
)
# What a mind, a school or a theory takes to be so; what "holds" or "teaches" claims only with a clause behind it.
SUPPOSING = word_set(
    "assume hold hypothesise hypothesize posit postulate presume speculate suspect teach theorise theorize"
)
# What is only hoped, asked or felt, and said of nothing in the world.
THINKING = word_set(
    "ask decide doubt dream ensure expect fear feel guess hear hope know learn mean plan realize realise see understand"
    " wish wonder"
)
TIME_LEADS = word_set(
    """
    after around at before by during from in on since through till until
    """
)
NAMED = word_set(
    """
    EVENT FAC GPE LANGUAGE LAW LOC NORP ORG PERSON PRODUCT WORK_OF_ART
    """
)
STORIES = word_set(
    "album article book comedy documentary drama film movie musical novel opera play poem series show song story"
)
UNIQUE = word_set(
    """
    1970s 1980s 1990s afterlife air amygdala atmosphere biosphere bloodstream brain brainstem cerebellum cerebrum
    climate cortex cosmos countryside earth east economy eighties elderly environment equator forebrain future globe
    ground hippocampus homeless hypothalamus internet ionosphere law lead media midbrain military moon nineties
    north ocean pandemic past police poor press public retina rich same scoring sea seventies sixties sky solar
    south stratosphere sun thalamus troposphere underworld unemployed universe weather web west workplace world
    young
    """
)
HANGING = word_set(
    """
    above aforementioned another below both here latter others same similar such whatever
    """
)
PRONOUNS = word_set(
    """
    he her hers him his it its she their theirs them they
    """
)
OWN_WORDS = word_set(
    """
    i me mine my myself our ours ourselves us we you your yours yourself
    """
)
TELLING_VERBS = word_set(
    """
    add argue ask believe blog cite comment continue discuss explain mention note quote say speak state talk tell
    think tweet write
    """
)
# Telling verbs that mean a deed when something is acted on: "wrote a novel", "discussed a plan".
TELLS_AND_DOES = word_set("add cite continue discuss explain speak write")
WEAK_VERBS = word_set(
    """
    be become come contain do draw face feature feel get give go have hear hold include involve keep let like love
    make mean need put reach remember live say see seem share show take tell try understand use want
    """
)
# "What did X find?" has many answers: more than the subject must be told.
VAGUE_VERBS = WEAK_VERBS | word_set(
    """
    add build buy carry change collect create describe develop discover do expect explore express find gain help
    identify increase involve light maintain meet open plan play prepare present produce provide publish raise receive
    reduce release require run say select send set start study suffer support sustain undergo use work
    """
)
EMPTY_VERBS = word_set(
    """
    be become come do feel get give go have hear keep let like love make put say see seem show take tell try want
    """
)
COMMON_WORDS = word_set(
    """
    about all and any are been being can could did does first for from had has have her his how into its many
    may more much new not one other over per than that the their there this two was were what when where which
    who will with would year years
    """
)
WEAK_BLANKS = word_set(
    """
    amount answer area back basis bet bit case cause chance community country course day difference end everything
    example fact form front future help idea afternoon access insight interest knowledge mean means morning kind lack
    moment past level life look lot matter need one part people place point position process question reason
    role sense side situation something sort state step thing time today understanding value way work world year
    """
)
# What says too little to be left out of a quotation alone, though "regional economic opportunities" may be.
WEAK_ALONE = WEAK_BLANKS | word_set(
    """
    advantage capability concern decision detail effort evidence generation opportunity option possibility problem
    product reality success technology theory
    """
)
# What happens to a thing: "the repair" of a bridge that the headline names is its repair.
EVENTS = word_set(
    """
    acquisition auction ban closure collapse construction crash demolition discovery eruption excavation expansion
    explosion launch opening purchase recall redesign release renovation reopening repair replacement rescue
    restoration sale shutdown sinking takeover upgrade
    """
)
PAPERS = word_set("study report survey paper poll analysis research")
RESEARCHERS = word_set("researchers scientists authors experts team results findings data models observations")
WEAK_ADJECTIVES = word_set(
    """
    big certain current different enough few fewer first good great just last latest less little long main many more
    most much new next old only other own past real same second several so such third very whole
    """
)
OCCASION_LEADS = word_set(
    """
    about after as at before by during from in of on to when while
    """
)
SMALL_IN_NAMES = word_set(
    """
    & a an and at de for in of on the to
    """
)
ONLY_ONE = word_set(
    """
    ceo chairman chairwoman chief coach director governor mayor minister premier president
    """
)
KIND_BY_ROLE = word_set(
    """
    agency association bank broadcaster charity club company firm group institute laboratory magazine museum
    newspaper nonprofit orchestra organisation organization outlet party publication startup studio team union
    university
    """
)
PLACE_NOUNS = word_set(
    """
    city country county district island port province region state town village
    """
)
EMPTY_NOUNS = word_set(
    """
    total anything aspect attention bit case chance connection decision detail effort everything example fact kind
    look lot matter nothing number part range reason role something sort step story thing variety way
    """
)
QUALITIES = word_set(
    "appearance climate color colour diet flavor flavour form odor odour scent shape smell taste texture"
)
AGENTIVE = word_set(
    """
    accuse blame
    accept call criticise criticize define deploy describe execute exchange file grow kill move play predict receive
    refer replace score seize shoot visit
    acquire announce approve award ban beat begin build buy charge choose close collect create cut defeat design
    develop discover establish expand find fine fire found fund hire host identify introduce invest investigate
    invite join launch lead lose manage offer open operate order organise organize own pay plan produce propose
    provide publish raise recommend reject release report require run select sell send sign start study sue
    support teach train win
    avoid concentrate focus hope want decide respond refuse deny employ warn
    """
)
GENERIC_NAMES = word_set(
    """
    administration agency bank board bureau cabinet church city club commission committee company congress
    council county court department east fund government ministry north office parliament party school senate
    south state team union university west
    """
)
TAKES_ORGANISATIONS = word_set(
    """
    accuse acquire ban beat buy co-found create criticise criticize defeat dissolve establish face found fund
    head join launch lead leave own run start sue
    """
)
LINKS = phrase_set(
    """
    so far, after all, as a result, at first, at last, at least, at that time, at the same time, at the time,
    by comparison, by contrast, for example, for instance, for now, in addition, in all, in contrast, in fact,
    in general, in other words, in particular, in recent years, in response, in short, in the end, in this way,
    in time, in turn, instead of that, of course, on the other hand, on the whole, to date, to this end, to that end,
    toward this goal, with this in mind
    """
)
# Things that an article brings in once, by name or by a description, and then calls by their noun alone.
THINGS = word_set(
    """
    agreement airport album app arena asteroid ban bank bill book breach bridge broadcaster building campaign canal
    carrier cathedral chain channel church cinema claim code college comet committee competition conference
    constitution contest contract council court crash dam database device drug election exhibition experiment
    factory festival ferry film flood foundation helicopter hospital hotel hurricane initiative institute
    instrument journal laboratory lander law league lab magazine mine mission mountain movie museum network
    newspaper novel observatory opera orchestra painting palace park parliament partnership patent pipeline plane
    planet platform policy poll port prison prize probe program programme project prototype radar railway reactor
    referendum report repository reservoir river rocket rover satellite school ship show software song spacecraft
    stadium station statue strike studio study summit survey symposium system telescope temple test theater theatre
    tool tournament tower train treaty trial tunnel union university vaccine valley vehicle version vessel virus
    volcano website workshop zoo camera comedy craft exoplanet moon play
    """
)
GENERIC_NOUNS = word_set(
    """
    agency actor captain city coach company country defender firm goalkeeper group man nation official organisation
    organization player scientist side startup team woman
    """
)
# Verbs with the preposition that belongs to them: what it leads to is what they are about.
GOVERNED = frozenset(
    (verb, preposition)
    for preposition, verbs in {
        "to": "lead contribute link connect relate refer belong agree object react respond adapt add attribute compare "
        "turn amount devote dedicate expose limit move switch return tie commit apply restrict",
        "in": "result specialize specialise invest participate engage believe succeed consist involve lie",
        "from": "come result stem suffer benefit recover differ derive originate arise emerge escape make form "
        "protect prevent",
        "of": "consist make compose die warn accuse dream dispose approve remind convict comprise",
        "on": "depend rely focus concentrate base build center centre blame insist decide touch vote spend feed live",
        "with": "deal cope associate charge provide replace compare begin start equip fill cover agree align",
        "for": "call ask push pay account apply blame search look campaign stand vote wait hope serve",
        "as": "serve act function work describe regard view use define recognise recognize",
        "into": "turn change transform convert divide split grow develop merge combine break translate look",
        "against": "protest warn fight vote argue guard",
        "about": "warn complain worry talk speak write learn teach care",
    }.items()
    for verb in verbs.split()
)
ENABLING = word_set(
    """
    advise allow ask cause convince enable encourage force help instruct invite lead order permit persuade prompt
    require teach tell urge use warn
    """
)
CAUSED = word_set(
    """
    affect cause create damage destroy drive form fuel hit inspire interrupt power prompt protect provoke spark start
    threaten trigger
    """
)
"""Passive verbs of which one asks what something was done by, where that is no person: "caused by a leak"."""
PURPOSEFUL = word_set(
    """
    build create design develop employ found intend introduce invent launch make mean plan set send train use
    """
)
PROPOSING = word_set("advise decide demand order pledge promise propose recommend request require rule vow")
MEASURED = word_set(
    """
    age altitude area average budget capacity cost density depth diameter distance elevation fee fine frequency height
    length magnitude mass maximum minimum population price radius range rate salary size speed temperature thickness
    total turnover value voltage volume wage weight width
    """
)
GATHERED = word_set(
    "army audience band company crew crowd delegation fleet force garrison group party staff team troop"
)
"""What consists of those whom it counts: "a crew of 40 sailors"."""
NAMING_VERBS = word_set("call consider define describe dub identify label name rate recognise recognize select")
# "..., meaning that", "..., holding water": what the clause or the noun in front means or holds, not its subject.
ABOUT_THE_CLAUSE = word_set(
    """
    begin coincide culminate depend end follow start
    account add allow average be bring cause compare comprise consist contain cover date feature force give have
    hold include lead leave lie make mark mean measure prompt range represent result say show spark stand suggest
    total use weigh
    """
)
# Agencies whose names don't say that they are.
AGENCIES = word_set("NASA ESA NOAA EPA FBI CIA CDC FDA FEMA JAXA NSA") | {"European Space Agency"}
# What anybody may say of them without having told it: "the space agency".
ADDED: Mapping[str, frozenset[str]] = {
    "NASA": word_set("space american us u.s. federal"),
    "ESA": word_set("space european"),
    "European Space Agency": word_set("space european"),
    "JAXA": word_set("space japanese"),
}
# Nouns with a wider meaning, which take up a narrower one.
BROADER: Mapping[str, frozenset[str]] = {
    "demonstration": word_set("test experiment trial"),
    "aircraft": word_set("helicopter plane airplane airliner jet drone balloon airship"),
    "craft": word_set("helicopter spacecraft lander orbiter probe satellite capsule"),
    "agency": word_set("authority administration bureau department ministry"),
    "report": word_set("study survey"),
    "spacecraft": word_set("lander orbiter probe satellite rover shuttle capsule"),
    "company": word_set("startup firm corporation maker manufacturer airline publisher retailer carmaker chipmaker"),
    "firm": word_set("company startup corporation consultancy"),
    "organization": word_set("orchestra foundation association society federation charity nonprofit church union"),
    "organisation": word_set("orchestra foundation association society federation charity nonprofit church union"),
    "group": word_set("orchestra band organization organisation association society coalition charity nonprofit"),
    "competition": word_set("contest tournament championship olympics cup"),
    "school": word_set("university college academy institute"),
    "researchers": word_set("scientists authors astronomers biologists physicists chemists geologists"),
    "scientists": word_set("researchers astronomers biologists physicists chemists geologists"),
    "team": word_set("researchers scientists astronomers engineers"),
    "contest": word_set("competition"),
    "paper": word_set("study"),
    "vessel": word_set("ship ferry boat submarine"),
    "ship": word_set("ferry"),
    "vehicle": word_set("rover"),
    "film": word_set("movie documentary"),
    "movie": word_set("film"),
    "comedy": word_set("play"),
    "document": word_set("agreement contract form letter memo questionnaire treaty"),
    "form": word_set("application questionnaire"),
}
# What is done to people, not to things.
TO_PEOPLE = word_set(
    """
    accuse appoint arrest assassinate bear charge choose convict crown elect execute hire imprison kill marry murder
    name nominate promote sentence succeed vest wound
    """
)
COLLECTIVE = word_set("team crew committee delegation panel police staff jury coalition couple family")
# What nobody can have done to them: "was born here and lived there".
INTRANSITIVE = word_set(
    """
    arrive become begin come die fall flee go grow happen live move remain retire return rise sit stand start stay
    travel vanish work
    """
)
# What is said of a match while it is played.
IN_PLAY = word_set(
    """
    assist book booked captain corner defender equalise equaliser equalize equalizer extra-time footballer forward
    foul game goal goalkeeper half halftime header innings kick kick-off match midfielder minute over-time overtime
    penalty referee score scoreboard stadium striker substitute substituted touchdown tie-break volley wicket
    """
)
# What makes people act: "banned over fears that it was poisonous".
WORRIES = word_set(
    """
    accusation allegation anger backlash claim concern criticism doubt fear lack outrage pressure protest suspicion
    uncertainty worry
    """
)
# What everybody does: "Who has used the system for six months?" has many answers.
EVERYDAY = word_set(
    """
    assist attend bear call collect come contact describe drive encounter enjoy face feel follow gather get give go
    grow have hear hold keep know learn like listen live look love meet motivate move need notice own pay put raise read
    record remember return say see sit speak spend stand stay take talk think travel try turn understand use visit wait
    walk want watch wear work worry
    """
)
# What a life is told by.
LIFE = word_set("bear become emigrate grow immigrate live marry migrate move raise retire settle spend wear")
# What anybody may have done to many.
ACQUAINTED = word_set("call contact know like love meet see visit")
