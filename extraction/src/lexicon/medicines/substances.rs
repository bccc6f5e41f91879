//! Brands and national spellings of one substance: "Panadol" and "paracetamol" are one medicine, and two doses of it.
//!
//! Only what is the same medicine in the same form: no preparation of slow release, no insulin, no mixture under another name.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A substance, and the words that stand for it, folded.
const SUBSTANCES: &[(&str, &str)] = &[
    (
        "paracetamol",
        "acetaminophen acetaminofen acetaminofeno apap tylenol calpol panadol doliprane dafalgan efferalgan ben-u-ron benuron \
         perfalgan gelocatil termalgin apiretal",
    ),
    ("ibuprofen", "ibuprofeno ibuprofene motrin advil nurofen brufen neobrufen dalsy espidifen dolormin"),
    (
        "aspirin",
        "aspirina aspirine ass asa aas acetylsalicylic acetilsalicilico acetylsalicylique acetylsalicylsaure adiro kardegic ecotrin \
         disprin tromalyt aspegic",
    ),
    ("naproxen", "naproxeno naproxene naprosyn aleve anaprox"),
    ("diclofenac", "diclofenaco voltaren voltarol voltarene cataflam"),
    ("metamizol", "metamizole novalgin novalgine novaminsulfon nolotil dipirona dipyrone algopyrin"),
    ("dexketoprofen", "dexketoprofeno enantyum"),
    ("furosemide", "furosemida furosemid lasix seguril lasilix furix"),
    ("torasemide", "torasemida torasemid torem"),
    ("warfarin", "warfarina warfarine coumadin coumadine aldocumar jantoven marevan"),
    ("acenocoumarol", "acenocumarol sintrom"),
    ("phenprocoumon", "marcumar falithrom"),
    ("apixaban", "apixaban eliquis"),
    ("rivaroxaban", "rivaroxaban xarelto"),
    ("dabigatran", "pradaxa"),
    ("edoxaban", "lixiana savaysa"),
    ("clopidogrel", "plavix iscover"),
    ("salbutamol", "ventolin ventoline albuterol proventil proair sultanol salamol airomir"),
    ("omeprazole", "omeprazol losec prilosec mopral antra"),
    ("pantoprazole", "pantoprazol protonix pantozol inipomp eupantol"),
    ("esomeprazole", "esomeprazol nexium inexium"),
    ("lansoprazole", "lansoprazol prevacid zoton agopton"),
    ("amoxicillin", "amoxicilina amoxicilline amoxil clamoxyl"),
    (
        "co-amoxiclav",
        "coamoxiclav amoxiclav augmentin augmentine amoxicillin-clavulanate amoxicillin-clavulanic amoxicilina-clavulanico",
    ),
    ("clarithromycin", "claritromicina clarithromycine klacid biaxin"),
    ("azithromycin", "azitromicina azithromycine zithromax zitromax"),
    ("ciprofloxacin", "ciprofloxacino ciprofloxacine ciprobay cipro"),
    ("metronidazole", "metronidazol flagyl clont"),
    (
        "levothyroxine",
        "levotiroxina levothyrox l-thyroxin thyroxin thyroxine thyrax euthyrox eutirox synthroid eltroxin",
    ),
    ("metformin", "metformina metformine glucophage dianben"),
    ("atorvastatin", "atorvastatina atorvastatine lipitor tahor sortis cardyl"),
    ("simvastatin", "simvastatina simvastatine zocor"),
    ("rosuvastatin", "rosuvastatina rosuvastatine crestor"),
    ("amlodipine", "amlodipino amlodipin norvasc istin amlor norvas"),
    ("ramipril", "tritace altace delix triatec acovil"),
    ("lisinopril", "zestril prinivil acerbon"),
    ("enalapril", "renitec vasotec xanef"),
    ("losartan", "cozaar lorzaar"),
    ("bisoprolol", "concor emconcor cardensiel cardicor"),
    ("metoprolol", "beloc lopressor lopresor"),
    ("spironolactone", "espironolactona spironolacton aldactone aldactona aldactacine"),
    ("prednisolone", "prednisolona prednisolon solupred decortin-h"),
    ("prednisone", "prednisona prednison cortancyl decortin dacortin deltasone"),
    ("sertraline", "sertralina sertralin zoloft lustral besitran"),
    ("fluoxetine", "fluoxetina fluoxetin prozac"),
    ("escitalopram", "cipralex lexapro seroplex"),
    ("citalopram", "celexa cipramil seropram"),
    ("diazepam", "valium"),
    ("lorazepam", "ativan orfidal tavor temesta"),
    ("alprazolam", "xanax trankimazin tafil"),
    ("zopiclone", "zopiclona zopiclon imovane zimovane"),
    ("zolpidem", "ambien stilnox stilnoct"),
    ("ondansetron", "zofran zophren yatrox"),
    ("metoclopramide", "metoclopramida metoclopramid primperan maxolon reglan paspertin"),
    ("domperidone", "domperidona domperidon motilium"),
    ("cetirizine", "cetirizina cetirizin zyrtec zirtek"),
    ("loratadine", "loratadina loratadin claritin clarityn claritine"),
    ("tamsulosin", "tamsulosina tamsulosine flomax omnic josir"),
    ("allopurinol", "alopurinol zyloric zyloprim"),
    ("colchicine", "colchicina colchicin colchimax"),
    ("enoxaparin", "enoxaparina enoxaparine clexane lovenox"),
    ("gabapentin", "gabapentina gabapentine neurontin"),
    ("pregabalin", "pregabalina pregabaline lyrica"),
    ("levetiracetam", "keppra"),
    ("methotrexate", "metotrexato methotrexat mtx"),
];

/// Words of a medicine's name that name none by themselves.
const EMPTY: &[&str] = &["acid", "acido", "acide", "saure", "sodium", "sodico", "sodique", "natrium"];

static BY_WORD: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let words = |(substance, words): &(&'static str, &'static str)| {
        let substance = *substance;
        words.split_whitespace().chain([substance]).map(move |word| (word, substance)).collect::<Vec<_>>()
    };
    SUBSTANCES.iter().flat_map(words).collect()
});

/// The substance that `word` is a name of; a word of no row stands for itself, and one that names nothing for none.
pub fn substance(word: &str) -> Option<&str> {
    if EMPTY.contains(&word) {
        return None;
    }
    Some(BY_WORD.get(word).copied().unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_and_its_substance_are_one_medicine_and_others_are_not() {
        for (a, b) in [
            ("panadol", "acetaminophen"),
            ("lasix", "furosemid"),
            ("adiro", "ass"),
            ("ventolin", "albuterol"),
        ] {
            assert_eq!(substance(a), substance(b), "{a} {b}");
        }
        assert_ne!(substance("prednisone"), substance("prednisolone"));
        assert_eq!(substance("folico"), Some("folico"));
        assert_eq!(substance("acido"), None);
    }

    #[test]
    fn no_word_stands_for_two_substances() {
        let words: Vec<&str> = SUBSTANCES.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
        let own =
            SUBSTANCES.iter().filter(|(substance, words)| !words.split_whitespace().any(|w| w == *substance));
        assert_eq!(BY_WORD.len(), words.len() + own.count());
    }
}
