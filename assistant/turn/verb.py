"""Forms of verbs: "met" → "meet", "reveal" → "revealed"."""

import re
from functools import cache

_BASES = (
    "accept accuse address admit agree aim announce answer apologize appear approve argue arrest arrive "
    "ask attack attend avoid back ban base believe blame block call cancel cause change charge cite claim "
    "close comment compare complain concern condemn confirm consider contain continue cost cover create "
    "criticize cross damage decide declare decline defend delay demand deny deploy describe design destroy "
    "detain develop differ disagree discover discuss dismiss drop echo end enter exercise expand expect "
    "explain express face fail fear finish fire fix follow force gather handle happen help hope hurt "
    "include injure insist intend interpret investigate issue join kill last launch lift like link live "
    "look mean measure mention miss move name need negotiate note object occur offer omit open oppose "
    "order organize own pass plan play pledge point praise predict prepare prevent promise propose protest "
    "prove publish push question raise reach react receive recommend refer refuse regret reject release "
    "remain remove reopen repair repeat replace reply report request resign respond result retire return "
    "reveal review rule save say seem settle share show sign sound start state stay stop store stress "
    "strike suffer suggest support talk test thank threaten train travel treat try turn urge use visit "
    "voice vote wait walk want warn watch weigh welcome work worry"
)
_IRREGULAR = (
    "be:was:been become:became:become begin:began:begun break:broke:broken bring:brought build:built "
    "buy:bought catch:caught choose:chose:chosen come:came:come cut:cut do:did:done draw:drew:drawn "
    "drive:drove:driven fall:fell:fallen feel:felt fight:fought find:found fly:flew:flown forget:forgot "
    "get:got give:gave:given go:went:gone grow:grew:grown have:had hear:heard hide:hid:hidden hit:hit "
    "hold:held keep:kept know:knew:known lay:laid lead:led leave:left lend:lent lose:lost make:made "
    "mean:meant meet:met pay:paid put:put read:read ride:rode rise:rose:risen run:ran:run say:said "
    "see:saw:seen sell:sold send:sent set:set shoot:shot sink:sank:sunk sit:sat speak:spoke:spoken "
    "spend:spent spread:spread stand:stood steal:stole:stolen strike:struck swear:swore:sworn sweep:swept "
    "take:took:taken teach:taught tell:told think:thought understand:understood wear:wore win:won "
    "write:wrote:written"
)


@cache
def bases() -> dict[str, str]:
    """Return the base of every known form of a verb."""
    forms = {}
    for base in _BASES.split():
        stem = base[:-1] if base.endswith("e") else base[:-1] + "i" if re.search(r"[^aeiou]y$", base) else base
        double = base + base[-1] if re.fullmatch(r"plan|drop|stop|ban|omit|refer|occur|regret|admit", base) else stem
        for form in (base, base + "s", double + "ed", double.removesuffix("i") + "ing", base + "ing"):
            forms[form] = base
        if re.search(r"(?:s|sh|ch|x|i)$", stem):
            forms[stem + "es"] = base
    for entry in _IRREGULAR.split():
        base, *past = entry.split(":")
        for form in (base, base + "s", base + "es", base.removesuffix("e") + "ing", base + "ing", *past):
            forms[form] = base
    return forms


def base_of(verb: str) -> str | None:
    """Return the base of a verb form, or None where it is not known ("met" → "meet")."""
    return bases().get(verb.lower())


def past_of(verb: str) -> str:
    """Return the simple past of a base form ("reveal" → "revealed")."""
    irregular = re.search(rf"\b{re.escape(verb)}:(\w+)", _IRREGULAR)
    if irregular:
        return irregular[1]
    known = (form for form, base in bases().items() if base == verb and form.endswith("ed"))
    return next(known, verb + ("d" if verb.endswith("e") else "ed"))
