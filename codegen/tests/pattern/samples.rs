//! Patterns that are compiled and compared with an engine, each with what describes texts near to its matches.

/// A pattern, and a regular expression in Rust's syntax for texts that are near to its matches.
pub(crate) type Sample = (&'static str, &'static str);

pub(crate) const ID: &str = "^(inv_|txn_|plink_|wh_|whd_|evt_|int_)[0-9a-z]{20,32}$";

/// Patterns that are right by the `u` flag.
pub(crate) const STRICT: &[Sample] = &[
    (ID, "(inv_|txn_|plink_|wh_|whd_|evt_|int_|in_)[0-9a-z]{19,33}"),
    ("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", "[a-z][a-z0-9-]{0,62}[a-z0-9]?"),
    (
        r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$",
        r"[a-z._%+-]{1,5}@[a-z.-]{1,5}\.[a-zA-Z]{1,3}",
    ),
    (r"^\+?[1-9]\d{1,14}$", r"\+?[0-9]{1,16}"),
    (
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]",
    ),
    (
        r"^((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)\.){3}(25[0-5]|(2[0-4]|1\d|[1-9]|)\d)$",
        r"([0-9]{1,3}\.){3}[0-9]{1,3}",
    ),
    (
        r"^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        "([A-Za-z0-9+/]{4}){0,3}[A-Z0-9+/]{0,3}={0,2}",
    ),
    ("abc", "[abc]{3,9}"),
    ("b|^a|c$", "[abcx]{0,3}"),
    ("(a|ab)(c|bcd)*$", "[abcd]{0,8}"),
    ("a{2,3}?b*?$", "a{0,4}b{0,2}"),
    ("^(?:a{2}|b{3}){2,4}$", "(a{2}|b{3}){1,5}"),
    ("x.y", "x(?s:.)y"),
    ("^.{3}$", "(?s:.){2,4}"),
    ("^.*$", "(?s:.{0,4})"),
    ("^[^]*$", "(?s:.{0,4})"),
    ("^a[]?$|b[]", "a?b?"),
    (r"^\s+\S\s*$", r"\s{0,2}[\u{feff}\u{180e}\u{85}\u{a0}\u{3000}]\S\s{0,2}"),
    (r"^\S{1,40}$", r"\S{0,41}"),
    (r"\bfoo\b", "[ a-zé_-]?foo[ a-zé_-]?"),
    (r"o\Bo|^\B|\B$", "[o é]{0,4}"),
    (r"\w\W\d\D$", r"[\wa]{1,2}\W{1,2}[٣0-9]\D"),
    (r"^[\w.\-]+$", r"[\w.\-]{1,4}"),
    (r"^[\d\-x]$|[^\w\s]$", r"[\d\w\s-]{1,2}"),
    ("^a$\n?", "a\n?"),
    ("a$", "a\n?"),
    ("^caf[éÉ]$", "caf[éèÉ]"),
    ("^[À-ÿ ]{1,5}$", "[À-ÿ ]{0,6}"),
    ("^[^é]$", "[éèÉ€😀]{1,2}"),
    (r"^[\u4e00-\u9fa5]{2,3}$", "[\u{4e00}-\u{9fa6}]{1,4}"),
    (
        r"^\u{1F600}\uD83D\uDE00[\uD83D\uDE00-\u{1F64F}]$",
        "😀{1,2}[😀-🙏]{1,2}",
    ),
    (r"^[\ud000-\uffff]{2}$", r"[\u{cfff}-\u{10001}]{2}"),
    (
        r"^[\u0080\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}]$",
        r"[\x7f-\u{81}\u{7ff}-\u{801}\u{d7fe}-\u{e001}\u{fffe}-\u{10001}\u{10fffe}\u{10ffff}]",
    ),
    (r"\uD83D|[\uDE00]|x", "[😀x]{1,2}"),
    (r"^[\0-\x7f\u{80}-\u{7fe}]+$", "[\0-\u{800}]{1,3}"),
    (r"^\P{Lu}[\p{Nd}_]$", r"\P{Lu}[\p{Nd}_]"),
    (r"\p{Script=Greek}\p{Letter}$", r"\p{Greek}\pL?"),
    (r"^\p{Alphabetic}+$", r"\p{Alphabetic}{0,4}"),
    (r"^\x41\cJ\t\v\f\r\n\0$", r"A\n\t\x0b\f\r\n\x00"),
    (r"^\/\.\*\+\?\^\$\{\}\(\)\|\[\]\\$", r"/\.\*\+\?\^\$\{\}\(\)\|\[\]\\"),
    ("^[[a&&b~~c+--e]+$", r"[\[a&b~c+,\-e'-]{1,5}"),
    ("^[.^$|*+?(){}/-]+$", "[.^$|*+?(){}/-]{1,5}"),
    (r"^[+--]$", "[+,.-]"),
    (r"^[\b]$", r"[\x08b]"),
    ("(?<year>[0-9]{2})(?<_m$1>x)?-", "[0-9]{0,3}x?-?"),
    (r"(?:^|,)(?:\w+)(?:,|$)", "[a,é]{0,5}"),
    ("a^b|c$d|(?:^x|y)*z", "[abcdxyz]{1,4}"),
    ("", "a?"),
];

/// Patterns that are right only by the rules for web browsers, without the `u` flag.
pub(crate) const SLOPPY: &[Sample] = &[
    ("^a{$", "a[{]?"),
    ("^{id}$", "[{]id[}]?"),
    ("^x{a,1}{2,y}]$", "x[{]a,1[}][{]2,y[}]]?"),
    (r"^\_\-\@\ $", "_-@ ?"),
    (r"^[\w-.]+$", "[a_.,-]{1,4}"),
    (r"^[a-\d]$", "[ab0-]"),
];
