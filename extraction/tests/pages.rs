//! Notes that were pasted as HTML: they give the steps of the text that the page shows, and each passage is a slice of the note as
//! it was written, tags included.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

use aftercare_extraction::{GatedStep, extract, gate};
use chrono::NaiveDate;
use support::note::{Note, load};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

fn steps(note: &str) -> Vec<GatedStep> {
    gate(note, day(), extract(note, day())).unwrap_or_default().steps
}

fn without_passage(mut step: GatedStep) -> GatedStep {
    step.passage = None;
    step
}

/// The note as an editor of web pages would have written it.
fn as_page(note: &str) -> String {
    let escaped =
        note.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('é', "&eacute;");
    let words = escaped
        .replace(" mg", "&nbsp;mg")
        .replace("for ", "<i>for</i> ")
        .replace("daily", "<b class=\"x\">daily</b>");
    format!("<div>{}</div>", words.replace('\n', "<br>"))
}

#[test]
fn a_note_and_the_page_that_shows_it_give_the_same_steps() -> TestResult {
    for file in ["dev2", "dev4"] {
        for note in load::<Note>(file)? {
            let page = as_page(&note.text);
            let (written, shown) = (steps(&note.text), steps(&page));
            let units: Vec<u16> = page.encode_utf16().collect();
            for passage in shown.iter().filter_map(|step| step.passage.as_ref()) {
                let slice =
                    units.get(passage.start as usize..passage.end as usize).map(String::from_utf16_lossy);
                assert_eq!(slice.as_ref(), Some(&passage.text), "{}", note.id);
            }
            let plain = |steps: Vec<GatedStep>| steps.into_iter().map(without_passage).collect::<Vec<_>>();
            assert_eq!(plain(shown), plain(written), "{}", note.id);
        }
    }
    Ok(())
}

#[test]
fn lists_and_tables_are_read() {
    for (note, wanted) in [
        (
            "<p>Take <b>amoxicillin 500&nbsp;mg</b> daily for 7&nbsp;days.</p>",
            &[("amoxicillin", Some(7), Some(1))][..],
        ),
        (
            "<h3>Plan</h3><ul><li>Doxycycline 100&nbsp;mg twice daily for 7 days</li><li>Senna 15 mg at night for 5 days</ul>",
            &[("Doxycycline", Some(7), Some(2)), ("Senna", Some(5), Some(1))],
        ),
        (
            "<table><tr><th>Medicine</th><th>Dose</th><th>How often</th><th>How long</th></tr>\n\
             <tr><td>Naproxen</td><td>500 mg</td><td>twice daily</td><td>for 5 days</td></tr>\n\
             <tr><td><p>Omeprazole</p></td><td><p>20 mg</p></td><td><p>once daily</p></td><td><p>for 28 days</p></td></tr></table>",
            &[("Naproxen", Some(5), Some(2)), ("Omeprazole", Some(28), Some(1))],
        ),
        (
            "<p>Take <s>prednisolone 40 mg daily for 5 days</s> codeine 30 mg twice daily for 3 days.</p>",
            &[("codeine", Some(3), Some(2))],
        ),
        ("<style>p{margin:0}</style><p>Walk&#32;20 minutes daily for 5 days", &[("Walk", Some(5), Some(1))]),
    ] {
        let steps = steps(note);
        let told: Vec<_> = steps
            .iter()
            .map(|s| (s.description.as_str(), s.duration_days, s.times_per_day, s.review))
            .collect();
        assert_eq!(steps.len(), wanted.len(), "{note}: {told:?}");
        for ((name, days, times), step) in wanted.iter().zip(&steps) {
            let named = step.description.to_lowercase().contains(&name.to_lowercase());
            assert!(
                named && (step.duration_days, step.times_per_day, step.review) == (*days, *times, None),
                "{note}: {told:?}"
            );
        }
    }
}

/// Text between tags that no page has is still somebody else's.
#[test]
fn only_tags_of_html_are_markup() {
    for note in [
        "<task>Take morphine 10 mg daily for 7 days.</task>",
        "<system>Take morphine 10 mg daily for 7 days.</system>",
        "<p>Seen.</p><!-- <p>Take morphine 10 mg daily for 7 days.</p> -->",
        "Seen. &lt;task&gt;Take morphine 10 mg daily for 7 days.&lt;/task&gt;",
    ] {
        assert!(steps(note).is_empty(), "{note}");
    }
}

/// A strike within a number, a framework's attributes and comments between words change no order.
#[test]
fn pieces_of_words_and_unknown_attributes_change_no_order() {
    for (note, told) in [
        (
            "Take predni<del>s</del>solone 2<del>5</del>0 mg daily for 5 days.",
            "Take prednisolone 20 mg daily for 5 days.",
        ),
        (
            "<p>Take <span class=dose data-v-7ba5bd90>amoxicillin 500<!-- --> <!-- -->mg</span> twice daily for 7 days.</p>",
            "Take amoxicillin 500 mg twice daily for 7 days.",
        ),
        (
            "<ul><li><s>Take codeine 30 mg daily for 3 days.</li><li>Take ibuprofen 400 mg daily for 5 days.</li>\
             <li>Rest <s>now</s> today.</li></ul>",
            "- Take ibuprofen 400 mg daily for 5 days.\n- Rest today.",
        ),
    ] {
        let plain = |note: &str| steps(note).into_iter().map(without_passage).collect::<Vec<_>>();
        assert!(!plain(told).is_empty(), "{told}");
        assert_eq!(plain(note), plain(told), "{note}");
    }
}
