"""The words of HTML that our pages may use: elements, attributes, and what may stand inside what.

Taken from the HTML Living Standard and ARIA 1.2; narrower where the house is narrower (no frames, no inline scripts).
"""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    """address article aside blockquote details dialog div dl fieldset figure footer form header hgroup hr main menu nav
    ol p pre search section table ul""".split()
) | set(HEADINGS)
"""Flow content that may not stand where only words and their marks may."""
WORDS_ONLY = frozenset(
    """abbr b bdi bdo button cite code data dfn em i kbd label legend mark meter output p pre progress q s samp small
    span strong sub summary sup time u var""".split()
) | set(HEADINGS)
TRANSPARENT = frozenset({"a", "ins", "del"})
HEADING_HOLDERS = frozenset({"legend", "summary"})
CHILDREN = {
    "html": {"head", "body"}, "ul": {"li"}, "ol": {"li"}, "menu": {"li"}, "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "colgroup": {"col"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"th", "td"},
    "select": {"option", "optgroup"}, "optgroup": {"option"},
    "head": {"meta", "title", "link", "script"},
}  # fmt: skip
"""What may stand directly inside; nothing else, and no words."""
PARENTS = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "option": {"select", "optgroup", "datalist"},
    "caption": {"table"}, "tr": {"thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"}, "legend": {"fieldset"},
    "summary": {"details"}, "figcaption": {"figure"}, "title": {"head"}, "meta": {"head"}, "link": {"head"},
}  # fmt: skip
FIRST = {"caption", "legend", "summary"}
ELEMENTS = (
    BLOCKS | WORDS_ONLY | VOID | TRANSPARENT | set(CHILDREN) | set(PARENTS)
    | {"body", "textarea", "script", "datalist", "figcaption"}
)  # fmt: skip
DRAWN = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern a use".split()
)

ANYWHERE = frozenset(
    "class id dir lang title hidden tabindex role translate spellcheck inputmode autocapitalize draggable".split()
)
_FIELD = {"name", "disabled", "required", "autocomplete", "autofocus", "form"}
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "download", "rel", "hreflang", "type"},
    "button": {"type", "name", "value", "disabled", "form", "formaction", "formnovalidate"},
    "form": {"method", "action", "enctype", "novalidate", "autocomplete", "name"},
    "input": {
        "type", "value", "checked", "placeholder", "readonly", "min", "max", "step", "minlength", "maxlength",
        "pattern", "size", "multiple", "accept", "list", *_FIELD,
    },
    "textarea": {"rows", "cols", "readonly", "minlength", "maxlength", "placeholder", *_FIELD},
    "select": {"multiple", "size", *_FIELD}, "option": {"value", "selected", "disabled", "label"},
    "optgroup": {"label", "disabled"}, "fieldset": {"disabled", "name", "form"}, "label": {"for"},
    "details": {"open", "name"}, "img": {"src", "alt", "width", "height", "loading"},
    "link": {"rel", "href", "type", "sizes", "media"}, "meta": {"charset", "name", "content", "http-equiv"},
    "script": {"src", "defer", "async", "type"}, "ol": {"start", "reversed", "type"}, "li": {"value"},
    "td": {"colspan", "rowspan", "headers"}, "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"}, "colgroup": {"span"}, "time": {"datetime"}, "progress": {"value", "max"},
    "meter": {"value", "max", "min", "low", "high", "optimum"}, "blockquote": {"cite"}, "q": {"cite"},
    "output": {"for", "name", "form"}, "ins": {"datetime", "cite"}, "del": {"datetime", "cite"}, "data": {"value"},
}  # fmt: skip
INPUT_TYPES = frozenset(
    """text search email password number tel url date time month week datetime-local hidden checkbox radio file submit
    button reset color range""".split()
)
ARIA = frozenset(
    "aria-" + word
    for word in """activedescendant atomic autocomplete busy checked controls current describedby description details
    disabled errormessage expanded haspopup hidden invalid label labelledby level live modal multiline multiselectable
    orientation owns placeholder posinset pressed readonly relevant required roledescription rowcount rowindex rowspan
    selected setsize sort valuemax valuemin valuenow valuetext colcount colindex colspan keyshortcuts""".split()
)
ROLES = frozenset(
    """alert alertdialog application article banner button cell checkbox columnheader combobox complementary contentinfo
    definition dialog document feed figure form grid gridcell group heading img link list listbox listitem log main
    marquee math menu menubar menuitem meter navigation none note option presentation progressbar radio radiogroup
    region row rowgroup rowheader search searchbox separator slider spinbutton status switch tab table tablist tabpanel
    term textbox timer toolbar tooltip tree treeitem""".split()
)
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage",
            "aria-activedescendant", "headers", "list", "form")  # fmt: skip
NAMELESS = frozenset("div span p strong em b i code sub sup mark small time abbr".split())
"""Without a role these may not be given a name: readers of screens ignore it."""
