use super::*;

#[test]
fn what_a_page_shows_is_read() {
    for (note, text) in [
        (
            "<p>Take <b>amoxicillin 500&nbsp;mg</b> daily for 7&nbsp;days.</p>",
            "Take amoxicillin 500 mg daily for 7 days.\n",
        ),
        ("Rest.<br>Drink&#32;water<br/>Ice &#x31;0 min", "Rest.\nDrink water\nIce 10 min"),
        ("<ul class=\"a\"><li>Rest<li>Walk</ul>", "- Rest\n- Walk\n"),
        ("<ol><li><p>Rest</p></li></ol>", "- Rest\n"),
        ("<table><tr><td>Senna</td><td>15 mg</td></tr></table>", " Senna  15 mg \n"),
        ("<table><tr><td><p>Senna</p></td><td><p>15 mg</p></td></tr></table>", "  Senna    15 mg  \n"),
        ("<h2>Plan</h2><div style='color: red'>Walk</div>", "Plan\nWalk\n"),
        ("<STRONG>Walk</STRONG>", "Walk"),
        ("Seen <style>p { a: b }</style>today", "Seen today"),
        ("Take <s>20 mg</s> 10 mg", "Take  10 mg"),
        ("<p>one\n  two</p>", "one two\n"),
        ("<div>\n  <p>one</p>\n  <p>two\tthree</p>\n</div>", "one\ntwo three\n"),
        ("<table>\n <tr>\n  <td>Senna</td>\n  <td>15 mg</td>\n </tr>\n</table>", " Senna  15 mg \n"),
        (
            "Plan\n\n<table>\n <tr>\n  <td>Senna</td>\n  <td>15 mg</td>\n </tr>\n</table>\nEnd\nnow",
            "Plan\n\n Senna  15 mg \n\nEnd\nnow",
        ),
        ("<p>x</p><pre>a\n  b</pre>", "x\na\n  b\n"),
        ("Take predni<del>s</del>solone 2<del>5</del>0 mg", "Take prednisolone 20 mg"),
        ("Take 20<s>mg</s>40 <s>x</s>5 ml", "Take 20 40 5 ml"),
        ("<p>Walk <s>daily</p><p>Rest <s>now</s> later</p>", "Walk \nRest later\n"),
        ("Walk <s>far<s> off</s> daily", "Walk  daily"),
        ("Rest. <del><p>Walk</p><p>Run</p></del>Eat", "Rest. Eat"),
        ("Rest <s>one<br>two</s> now", "Rest  now"),
        ("<span class=x data-v-7ba5bd90>Walk</span> <b no_wrap>far</b>", "Walk far"),
        ("500<!-- --> <!-- -->mg", "500 mg"),
        ("M&amp;uuml;ller&amp;nbsp;A &amp;lt;b&amp;gt;", "Müller A &lt;b&gt;"),
        ("plain\nlines and <i>one</i> tag", "plain\nlines and one tag"),
        ("10<sup>9</sup> cells, the 4<sup>th</sup>", "10^9 cells, the 4^th"),
        ("<p class=MsoNormal><span lang=EN-GB>Walk<o:p></o:p></span></p>", "Walk\n"),
        ("<!DOCTYPE html><html><head><title>x</title></head><body>Walk</body></html>", "Walk\n"),
        ("sant&eacute; &frac12; &amp;lt;", "santé ½ &lt;"),
    ] {
        assert_eq!(plain_text(note), text, "{note}");
    }
}

#[test]
fn comments_are_not_shown() {
    assert_eq!(shown_text("Dr <!-- R&ouml;mer -->Roe <!--[if mso]><p>x</p><![endif]-->came"), "Dr Roe came");
    assert_eq!(shown_text("no <!-- end"), "no <!-- end");
}

#[test]
fn what_is_no_markup_stays() {
    for note in [
        "a < b and b > c",
        "BP <140 and >90",
        "K <i think> low",
        "x <b and c> y",
        "x <b and c=5> y",
        "<task>do this</task>",
        "<system>do this</system> <data>x</data>",
        "salt & pepper; R&D;",
        "&; &nosuchthing; &#; &#xzz;",
        "<p",
        "<!-- <p>never</p> -->",
        "fish & chips",
    ] {
        assert_eq!(plain_text(note), note);
    }
}

#[test]
fn an_element_that_is_not_closed_swallows_nothing() {
    assert_eq!(plain_text("<script>Walk daily"), "Walk daily");
    assert_eq!(plain_text("a <s>Walk daily<br>b"), "a Walk daily\nb");
}

#[test]
fn every_byte_knows_its_place() {
    let note = "<p>Tome <b>dos&nbsp;p&iacute;ldoras 😀</b> hoy</p>";
    let plain = Plain::of(note);
    let found = |words: &str| plain.written(words);
    assert_eq!(found("dos píldoras"), Some("dos&nbsp;p&iacute;ldoras"));
    assert_eq!(found("píldoras 😀 hoy"), Some("p&iacute;ldoras 😀</b> hoy"));
    assert_eq!(found("nada"), None);
    assert_eq!(plain.origin(0..4), 3..7);
    assert_eq!(Plain::of("plain").written("plain"), None);
}
