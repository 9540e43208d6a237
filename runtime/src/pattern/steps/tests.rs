use super::*;

const A: CharacterSet = CharacterSet {
    ascii: 1 << b'a',
    others: &[('\u{e9}', '\u{e9}'), ('\u{ff}', '\u{2028}')],
};

fn matches(steps: &'static [Step], slots: usize, text: &str) -> bool {
    let source = "";
    let sets = &[A];
    PatternSteps {
        source,
        sets,
        steps,
        slots,
    }
    .is_match(text)
}

#[test]
fn sets_hold_their_ranges() {
    for (character, held) in [
        ('a', true),
        ('b', false),
        ('é', true),
        ('\u{fe}', false),
        ('\u{2028}', true),
    ] {
        assert_eq!(A.contains(character), held, "{character:?}");
    }
    assert!(!A.contains('\u{2029}'));
}

#[test]
fn runs_give_back_what_others_need() {
    // `^a{1,3}a$`
    let steps = &[Step::Start, Step::Run(0, 1, 3), Step::Take(0), Step::End, Step::Matched];
    for (text, matched) in [
        ("a", false),
        ("aé", true),
        ("aaaa", true),
        ("aaaaa", false),
        ("ab", false),
    ] {
        assert_eq!(matches(steps, 0, text), matched, "{text}");
        assert_eq!(matches(steps, 2, text), matched, "{text}");
    }
    // `(?<=^a{2,3})$`
    let back = &[
        Step::Look(true, 4),
        Step::RunBack(0, 2, 3),
        Step::Start,
        Step::Matched,
        Step::End,
        Step::Matched,
    ];
    for (text, matched) in [("a", false), ("aé", true), ("aaa", true), ("aaaa", false)] {
        assert_eq!(matches(back, 0, text), matched, "{text}");
    }
}

#[test]
fn a_text_over_the_bounds_does_not_match() {
    // `a*$` at each place: the runs alone take the square of the length.
    let steps = &[Step::Run(0, 0, usize::MAX), Step::Go(2), Step::End, Step::Matched];
    assert!(matches(steps, 0, &"a".repeat(30_000)));
    assert!(matches(steps, 0, &("b".repeat(100) + "a")));
    assert!(!matches(steps, 0, &("a".repeat(60_000) + "b").repeat(40)));
    // Nothing but what the memory would be for stands in the way.
    assert!(!matches(&[Step::Matched; 8], 0, &"b".repeat(MOST_MEMORY / 8)));
}

#[test]
fn malformed_steps_neither_panic_nor_hang() {
    let table: [&'static [Step]; 11] = [
        &[],
        &[Step::Go(0)],
        &[Step::Either(0, 0)],
        &[Step::Go(usize::MAX)],
        &[Step::Take(7), Step::Matched],
        &[Step::Run(7, 1, 0), Step::Matched],
        &[Step::Look(true, 0)],
        &[
            Step::Clear(9, 3),
            Step::Save(9),
            Step::Moved(9),
            Step::Repeat(9),
            Step::RepeatBack(9),
            Step::Go(0),
        ],
        &[Step::Look(true, usize::MAX), Step::Matched],
        &[Step::Look(false, 2), Step::Go(0), Step::Go(0)],
        &[Step::Start, Step::Save(1), Step::Repeat(0), Step::Go(1)],
    ];
    for steps in table {
        for slots in [0, 2] {
            assert!(!matches(steps, slots, "aé"), "{steps:?}");
        }
    }
}
