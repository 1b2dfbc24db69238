"""Word lists of the grammar: what words mean for a question, where the parse alone can't say."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


VAGUE_NOUNS = word_set(
    """
    thing way part lot one kind sort number variety range bit something everything anything nothing everyone
    someone anyone place time fact point case example addition order use decision step role effort advantage
    matter rest some many most others other all both each none few several more issue aspect area basis process
    result series set group side term action move measure change need chance attempt approach idea it that this
    what information data work end start beginning lead look sense difference question answer amount level piece
    type form view care steps game team half turn feeling people
    detail reason story experience thought news
    """
)
PERSON_NOUNS = word_set(
    """
    actor activist adviser advisor analyst artist astronaut athlete attorney author boy candidate captain ceo
    chairman chief child citizen coach commander critic customer daughter dean defector detective developer
    director doctor driver economist editor employee engineer expert farmer father founder girl governor
    graduate guard head husband investigator investor journalist judge king lawmaker lawyer leader listener man
    manager mayor member minister mother musician nurse observer officer official owner parent passenger patient
    people person pilot player poet policeman politician premier president principal professor prosecutor
    protester queen reporter representative researcher resident scholar scientist secretary senator singer
    soldier son spokesman spokesperson spokeswoman student suspect teacher technologist user victim visitor
    volunteer voter wife winner woman worker writer goalkeeper referee refugee terrorist striker defender
    midfielder
    """
)
HEDGES = word_set(
    """
    about around roughly nearly almost over more less fewer than at least most up to some approximately under
    only just an estimated as many much exactly
    """
)
LOOSE_ADVERBS = word_set(
    """
    also however instead meanwhile therefore then additionally moreover thus furthermore now currently soon
    later subsequently recently already still too finally eventually again indeed similarly likewise
    nevertheless nonetheless consequently hence suddenly afterwards meantime first previously ultimately further
    just back shortly afterward initially originally today though so unfortunately fortunately interestingly
    apparently overall yet perhaps
    """
)
CLAIMS = word_set(
    """
    say state claim argue assert insist tell add note explain believe think estimate suggest warn predict write
    report allege maintain conclude contend acknowledge admit announce confirm stress observe continue reply
    remark find show reveal indicate discover demonstrate determine declare emphasize emphasise testify recall
    comment inform assure agree caution point
    """
)
TIME_LEADS = word_set(
    """
    in on at by since during until from before after around through till
    """
)
NAMED = word_set(
    """
    PERSON ORG GPE NORP LOC FAC EVENT PRODUCT WORK_OF_ART LAW LANGUAGE
    """
)
UNIQUE = word_set(
    """
    world internet web public sun moon earth economy environment past future universe sky ocean media law
    military elderly poor rich young police press globe atmosphere climate
    north south east west same 1990s eighties nineties 1980s 1970s sixties seventies weather ground
    air solar pandemic sea equator cosmos
    """
)
HANGING = word_set(
    """
    here such another both same others whatever above below aforementioned former latter
    """
)
PRONOUNS = word_set(
    """
    he she it they him her them his hers its their theirs
    """
)
OWN_WORDS = word_set(
    """
    i we us me my our ours mine you your yours myself ourselves yourself
    """
)
TELLING_VERBS = word_set(
    """
    say tell add note explain state ask write think believe continue argue speak
    talk mention discuss comment
    """
)
WEAK_VERBS = word_set(
    """
    be have do make take get give go come say tell seem become let keep put mean
    """
)
COMMON_WORDS = word_set(
    """
    the and for with from that this was were are his her its their has have had not who what which when where
    how did does into over about more than one two new first will would can could may per all any other been
    being there many much year years
    """
)
WEAK_BLANKS = word_set(
    """
    thing lot way time year day people today something everything kind sort bit fact one world matter part place
    life work country case example point course end side area
    position sense amount level form role state process situation idea step value need look front back cause reason question answer
    """
)
OCCASION_LEADS = word_set(
    """
    in at on to during after before when from by about of while as
    """
)
POINTING_WORDS = word_set(
    """
    it this that these those he she they and but so or because which
    """
)
SMALL_IN_NAMES = word_set(
    """
    of and for the in on to a an at de &
    """
)
ONLY_ONE = word_set(
    """
    ceo president premier chief director chairman chairwoman mayor governor minister coach
    """
)
KIND_BY_ROLE = word_set(
    """
    company startup firm university agency newspaper magazine club team party bank charity organization
    organisation orchestra group broadcaster outlet publication institute studio laboratory museum nonprofit
    union association
    """
)
PLACE_NOUNS = word_set(
    """
    state city town village province county region district country island port
    """
)
EMPTY_NOUNS = word_set(
    """
    detail reason story thing way lot part number kind sort variety range bit fact case example step decision role effort matter
    aspect chance connection attention look everything something anything nothing
    """
)
AGENTIVE = word_set(
    """
    announce launch release manage develop create publish plan hire buy acquire sell fund found establish open close build
    design produce lead run operate own award approve reject ban sue charge fine pay invest raise offer provide support host
    organize organise recommend require introduce propose investigate identify discover find study select choose fire cut
    defeat win lose beat sign join send order begin start expand invite train teach report collect start
    """
)
