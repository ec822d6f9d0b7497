"""Is this text a UCUM unit?

Promise: the case-sensitive grammar of UCUM over all its units and prefixes: products, quotients, powers, parentheses,
annotations. What a unit measures is not asked here (`fhir.path` converts). Source: The Unified Code for Units of
Measure, https://ucum.org/ucum, sections 2 and 4; codes only.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _codes(*lines: str) -> frozenset[str]:
    return frozenset(code for line in lines for code in line.split())


_PREFIXES = ("da", "Ki", "Mi", "Gi", "Ti", *"YZEPTGMkhdcmunpfazy")
_METRIC = _codes(
    "m s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc [c] [h] [k]",
    "[eps_0] [mu_0] [e] [m_e] [m_p] [G] [g] [ly] gf Ky Gal dyn erg P Bi St Mx G Oe Gb sb Lmb ph Ci R RAD REM kat",
    "U cal cal_[15] cal_[20] cal_m cal_IT cal_th tex B Np B[SPL] B[V] B[mV] B[uV] B[10.nV] B[W] B[kW] bit By Bd",
    "st mho eq osm [iU] [IU] g% m[H2O] m[Hg] [m/s2/Hz^0.5]",
)
_PLAIN = _codes(
    "10* 10^ [pi] % [ppth] [ppm] [ppb] [pptr] gon deg ' '' min h d a_t a_j a_g a wk mo_s mo_j mo_g mo AU [in_i]",
    "[ft_i] [yd_i] [mi_i] [fth_i] [nmi_i] [kn_i] [sin_i] [sft_i] [syd_i] [cin_i] [cft_i] [cyd_i] [bf_i] [cr_i]",
    "[mil_i] [cml_i] [hd_i] [ft_us] [yd_us] [in_us] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us] [fth_us] [fur_us]",
    "[mi_us] [acr_us] [srd_us] [smi_us] [sct] [twp] [mil_us] [in_br] [ft_br] [rd_br] [ch_br] [lk_br] [fth_br]",
    "[pc_br] [yd_br] [mi_br] [nmi_br] [kn_br] [acr_br] [gal_us] [bbl_us] [qt_us] [pt_us] [gil_us] [foz_us]",
    "[fdr_us] [min_us] [crd_us] [bu_us] [gal_wi] [pk_us] [dqt_us] [dpt_us] [tbs_us] [tsp_us] [cup_us] [foz_m]",
    "[cup_m] [tsp_m] [tbs_m] [gal_br] [pk_br] [bu_br] [qt_br] [pt_br] [gil_br] [foz_br] [fdr_br] [min_br] [gr]",
    "[lb_av] [oz_av] [dr_av] [scwt_av] [lcwt_av] [ston_av] [lton_av] [stone_av] [lb_tr] [oz_tr] [pwt_tr] [lb_ap]",
    "[oz_ap] [dr_ap] [sc_ap] [oz_m] [lne] [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce] [ligne] [didot] [cicero]",
    "[degF] [degR] [degRe] [lbf_av] [psi] circ sph [car_m] [car_Au] [smoot] bit_s [HP] [in_i'H2O] [in_i'Hg] [PRU]",
    "[wood'U] [diop] [p'diop] %[slope] [mesh_i] [Ch] [drp] [hnsf'U] [HPF] [LPF] [S] [MET] [hp'_X] [hp'_C] [hp'_M]",
    "[hp'_Q] [hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C] [kp_M] [kp_Q] [APL'U] [GPL'U] [MPL'U] [beth'U] [anti'Xa'U]",
    "[bdsk'U] [kunk'U] [mclg'U] [ka'U] [dye'U] [knk'U] [smgy'U] [todd'U] [tb'U] [USP'U] [arb'U] [CCID_50]",
    "[TCID_50] [EID_50] [PFU] [FFU] [CFU] [IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U] [FEU] [ELU] [EU]",
    "[Btu_39] [Btu_59] [Btu_60] [Btu_m] [Btu_IT] [Btu_th] [Btu] [Cal] [den] b att atm Ao [NTU] [FNU] [pH]",
)
_PIECES = re.compile(r"\{[^{}]*\}|\[[^\]\s]*\]|[()./]|[^()./{}\[\]\s]+")
_POWER = re.compile(r"[+-]?\d+$")
_ANNOTATION = re.compile(r"\{[\x20-\x7a|~]*\}")
_LONGEST = 200


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether the text is a unit, all of it."""
    if not text or len(text) > _LONGEST or "".join(_PIECES.findall(text)) != text:
        return False
    pieces = [*_components(text), ""]
    end = _term(pieces, 0)
    return end == len(pieces) - 1


def _components(text: str) -> list[str]:
    """The text cut at operators and parentheses that stand outside brackets and braces."""
    found = [""]
    for piece in _PIECES.findall(text):
        if piece in "()./":
            found += [piece, ""]
        else:
            found[-1] += piece
    return [one for one in found if one]


def _term(pieces: list[str], at: int) -> int:
    """Where a term that begins here ends, or -1."""
    at += pieces[at] == "/"
    while True:
        at = _component(pieces, at)
        if at < 0 or pieces[at] not in (".", "/") or not pieces[at]:
            return at
        at += 1


def _component(pieces: list[str], at: int) -> int:
    if pieces[at] != "(":
        return at + 1 if _is_component(pieces[at]) else -1
    end = _term(pieces, at + 1)
    if end < 0 or pieces[end] != ")":
        return -1
    return end + 2 if _ANNOTATION.fullmatch(pieces[end + 1]) else end + 1


def _is_component(text: str) -> bool:
    unit, brace, rest = text.partition("{")
    if brace and not _ANNOTATION.fullmatch(brace + rest):
        return False
    if not unit:
        return bool(brace)
    return unit.isdecimal() or _is_simple(unit) or _is_simple(_POWER.sub("", unit))


def _is_simple(unit: str) -> bool:
    if unit in _PLAIN or unit in _METRIC:
        return True
    return any(unit.startswith(prefix) and unit[len(prefix) :] in _METRIC for prefix in _PREFIXES)
