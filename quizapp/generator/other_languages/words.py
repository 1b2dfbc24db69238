"""What each language calls things: its quotation marks, how it asks who said something, and its telling words."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MARKS: Mapping[str, Mapping[str, str]] = {
    "«": {"": "»"},
    "“": {"": "”"},
    "„": {"": '“”"‟'},
    "「": {"": "」"},
    "『": {"": "』"},
    '"': {"": '"'},
    "»": {**dict.fromkeys(("cs", "da", "de", "hr", "hu", "pl", "sk", "sl"), "«"), **dict.fromkeys(("fi", "sv"), "»")},
    "”": dict.fromkeys(("fi", "sv"), "”"),
}
"""The marks that open a quotation, and what closes it, by language; "" stands for all."""

PRINTED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("de", "cs", "da", "sk", "sl", "hr", "lt", "uk", "mk"), ("„", "“")),
    **dict.fromkeys(("pl", "ro"), ("„", "”")),
    "fr": ("«\u00a0", "\u00a0»"),
    **dict.fromkeys(("es", "it", "pt", "ru", "nb", "no", "el", "ca"), ("«", "»")),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    **dict.fromkeys(("ja", "zh"), ("「", "」")),
}
"""The marks that quotations get on cards; others get “ ”."""

WHO_SAID: Mapping[str, str] = {
    "ca": "Qui va dir: {}?",
    "cs": "Kdo řekl: {}?",
    "da": "Hvem sagde: {}?",
    "de": "Wer sagte: {}?",
    "el": "Ποιος είπε: {};",
    "es": "¿Quién dijo: {}?",
    "fi": "Kuka sanoi: {}?",
    "fr": "Qui a dit : {} ?",
    "it": "Chi ha detto: {}?",
    "ja": "{}と言ったのは誰か。",
    "ko": "{}라고 말한 사람은 누구인가?",
    "nb": "Hvem sa: {}?",
    "nl": "Wie zei: {}?",
    "no": "Hvem sa: {}?",
    "pl": "Kto powiedział: {}?",
    "pt": "Quem disse: {}?",
    "ro": "Cine a spus: {}?",
    "ru": "Кто сказал: {}?",
    "sv": "Vem sade: {}?",
    "uk": "Хто сказав: {}?",
    "zh": "谁说过{}？",
}
"""How a language asks who said something; {} is the quotation in its marks."""

SAYING: Mapping[str, frozenset[str]] = {
    "ca": _words("afirmar declarar dir explicar segons"),
    "cs": _words("dodat doplnit prohlásit podle říci říct uvést vysvětlit"),
    "da": _words("fortælle forklare ifølge sige tilføje udtale"),
    "de": frozenset(
        [
            "betonen",
            "erklären",
            "erläutern",
            "erzählen",
            "fordern",
            "kritisieren",
            "laut",
            "meinen",
            "mitteilen",
            "sagen",
            "schreiben",
            "so",
            "warnen",
        ]
    ),
    "es": frozenset(
        [
            "afirmar",
            "agregar",
            "añadir",
            "asegurar",
            "comentar",
            "decir",
            "declarar",
            "explicar",
            "escribir",
            "según",
            "señalar",
        ]
    ),
    "fi": _words("kertoa lisätä mukaan sanoa todeta"),
    "fr": frozenset(
        [
            "affirmer",
            "ajouter",
            "annoncer",
            "assurer",
            "confier",
            "déclarer",
            "dire",
            "déplorer",
            "estimer",
            "expliquer",
            "indiquer",
            "lancer",
            "préciser",
            "raconter",
            "répondre",
            "selon",
            "souligner",
            "écrire",
        ]
    ),
    "it": frozenset(
        ["affermare", "aggiungere", "dichiarare", "dire", "osservare", "raccontare", "scrivere", "secondo", "spiegare"]
    ),
    "ja": _words("言う 話す 述べる 語る"),
    "nb": _words("fortelle forklare ifølge si tilføye uttale"),
    "nl": _words("aldus stellen toevoegen verklaren vertellen volgens zeggen"),
    "pl": _words("dodać mówić oświadczyć podkreślić powiedzieć stwierdzić według wyjaśnić"),
    "pt": _words("acrescentar afirmar contar declarar dizer escrever explicar segundo"),
    "ro": _words("adăuga afirma declara explica potrivit spune"),
    "ru": frozenset(
        ["добавить", "заявить", "объяснить", "отметить", "подчеркнуть", "рассказать", "сказать", "слово", "сообщить"]
    ),
    "sv": _words("berätta enligt förklara säga tillägga"),
    "uk": _words("додати заявити зазначити пояснити розповісти сказати слово"),
    "zh": _words("说 表示 称 指出 认为 告诉"),
}
"""The base forms of what stands beside a quotation and its speaker; where a language lacks a list, any verb does."""

TITLES = _words(
    "m. mm. mme mlle monsieur madame maître me herr frau hr. fr. dr. dr prof. señor señora sr. sra. d. doña don "
    "signor signora sig. dott. senhor senhora dhr. mevr. mw. pan paní pani господин госпожа г-н г-жа rouva herra"
)
"""What people are addressed by: no part of a name, in small letters."""

VAGUE: Mapping[str, frozenset[str]] = {
    "da": frozenset(
        ["han", "hun", "det", "de", "den", "denne", "dette", "disse", "i_går", "i_dag", "i_morgen", "her", "der"]
    ),
    "de": frozenset(
        [
            "er",
            "sie",
            "es",
            "diese",
            "dieser",
            "dieses",
            "dies",
            "das",
            "gestern",
            "heute",
            "morgen",
            "hier",
            "dort",
            "dabei",
            "damit",
            "danach",
        ]
    ),
    "es": frozenset(
        [
            "él",
            "ella",
            "ellos",
            "ellas",
            "este",
            "esta",
            "esto",
            "estos",
            "estas",
            "ese",
            "esa",
            "eso",
            "ayer",
            "hoy",
            "mañana",
            "aquí",
            "allí",
        ]
    ),
    "fr": frozenset(
        [
            "il",
            "elle",
            "ils",
            "elles",
            "ce",
            "c'",
            "cela",
            "ceci",
            "cette",
            "cet",
            "ces",
            "celui",
            "celle",
            "hier",
            "aujourd'hui",
            "demain",
            "ici",
            "là",
        ]
    ),
    "it": frozenset(
        [
            "lui",
            "lei",
            "loro",
            "esso",
            "essa",
            "questo",
            "questa",
            "questi",
            "queste",
            "ciò",
            "ieri",
            "oggi",
            "domani",
            "qui",
            "lì",
        ]
    ),
    "ja": _words("彼 彼女 これ それ あれ この その あの 昨日 今日 明日 同氏"),
    "nl": frozenset(
        ["hij", "zij", "ze", "het", "dit", "dat", "deze", "die", "gisteren", "vandaag", "morgen", "hier", "daar"]
    ),
    "pt": frozenset(
        [
            "ele",
            "ela",
            "eles",
            "elas",
            "este",
            "esta",
            "isto",
            "isso",
            "esse",
            "essa",
            "ontem",
            "hoje",
            "amanhã",
            "aqui",
            "ali",
        ]
    ),
    "ru": frozenset(
        ["он", "она", "оно", "они", "это", "этот", "эта", "эти", "вчера", "сегодня", "завтра", "здесь", "там"]
    ),
    "zh": _words("他 她 它 他们 她们 这 那 此 昨天 今天 明天 该"),
}
"""Words that a card can't do with when they stand before any name: nobody knows who, what or when is meant."""

NUMBERED_WITH_POINT = frozenset(
    ["cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "no", "pl", "sk", "sl", "tr"]
)
"""Languages that write ordinals as 3., so that the point ends no sentence."""

WITHOUT_SPACES = frozenset({"ja", "th", "zh"})
