//! French.
//!
//! A data table, longer than a file of code should be: its rows are the language.

use super::Time::*;
use super::{Cue, Heading, Subject, Table, Time};

const MORNING: u8 = 1;
const NOON: u8 = 2;
const AFTERNOON: u8 = 4;
const EVENING: u8 = 8;
const BEDTIME: u8 = 16;

const WORKING: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

/// The rows.
pub const TABLE: Table = Table {
    timing: TIMING,
    subjects: SUBJECTS,
    cues: CUES,
    headings: HEADINGS,
    endings: &[],
    frequent: "le la les de des du et en un une par pour dans avec jour jours pendant fois semaine semaines mois si pas au aux sur matin soir puis patient patiente est heures toutes ne ce sous j pdt",
    ordinary: include_str!("ordinary/fr.txt"),
};

const TIMING: &[(Time, &str)] = &[
    (Num(0.5), "demi|demie|un demi|une demi"),
    (Num(1.0), "un|une|unique"),
    (Num(2.0), "deux"),
    (Num(3.0), "trois"),
    (Num(4.0), "quatre"),
    (Num(5.0), "cinq"),
    (Num(6.0), "six"),
    (Num(7.0), "sept"),
    (Num(8.0), "huit"),
    (Num(9.0), "neuf"),
    (Num(10.0), "dix|dizaine|une dizaine de"),
    (Num(12.0), "douze"),
    (Num(14.0), "quatorze"),
    (Num(15.0), "quinze|quinzaine|une quinzaine de"),
    (Num(20.0), "vingt"),
    (Num(21.0), "vingt et un"),
    (Num(30.0), "trente"),
    (Num(40.0), "quarante"),
    (Num(50.0), "cinquante"),
    (Num(60.0), "soixante"),
    (Num(100.0), "cent|cents"),
    (Num(1000.0), "mille"),
    (Unit(crate::lexicon::Unit::Minute), "minute|minutes|mn|secondes"),
    (Unit(crate::lexicon::Unit::Hour), "heure|heures"),
    (Unit(crate::lexicon::Unit::Day), "jour|jours|j|jrs|jr|nuit|nuits|soirs|journee|jours consecutifs"),
    (Unit(crate::lexicon::Unit::Week), "semaine|semaines|sem"),
    (Unit(crate::lexicon::Unit::Month), "mois"),
    (Unit(crate::lexicon::Unit::Year), "an|ans|annee|annees"),
    (Times, "applications|application|fois|prises|prise|seances|seance|series"),
    (Per, "par|en"),
    (Every, "aux|a tous les|a toutes les|chaque|tous les|toutes les|tout les|ttes les"),
    (Nth(2.0), "deuxieme|second"),
    (Nth(3.0), "troisieme"),
    (
        Daily(2.0),
        "matin et soir|le matin et le soir|matin & soir|matin, soir|midi et soir|matin et midi|le matin et au coucher|matin et coucher|bid|biquotidien|avant le dejeuner et avant le souper|avant le dejeuner et le souper|au dejeuner et au souper|petit dejeuner et diner",
    ),
    (
        Daily(1.0),
        "die|par jour|quotidien|quotidienne|quotidiens|quotidiennes|quotidiennement|chaque jour|tous les jours|toutes les nuits|journalier|en une prise par jour|1x/j|toutes les 24 heures|journaliere|chaque nuit",
    ),
    (
        EveryDays(2.0),
        "un jour sur deux|1 jour sur 2|1 jour/2|1j/2|tous les deux jours|tous les 2 jours|un soir sur deux|un matin sur deux|jours alternes|une nuit sur deux|1 j/2|toutes les 48 heures|toutes les 48 h|un jour/2",
    ),
    (
        EveryDays(7.0),
        "hebdomadaire|hebdomadaires|par semaine|chaque semaine|toutes les semaines|hebdo|par sem|tous les 7 jours",
    ),
    (
        EveryDays(14.0),
        "bimensuel|toutes les deux semaines|une semaine sur deux|tous les quinze jours|tous les 15 jours|toutes les 2 semaines|bimensuelle|tous les 14 jours",
    ),
    (
        EveryDays(30.0),
        "mensuel|mensuelle|mensuels|mensuelles|mensuellement|par mois|chaque mois|tous les mois",
    ),
    (EveryDays(90.0), "trimestriel|trimestrielle|par trimestre|tous les trimestres|chaque trimestre"),
    (EveryDays(180.0), "semestriel|semestrielle|tous les six mois"),
    (EveryDays(365.0), "annuel|annuelle|par an|chaque annee|tous les ans|annuellement"),
    (
        Slot(MORNING),
        "le matin|matin|matins|au petit dejeuner|petit dejeuner|avant le petit dejeuner|au reveil|a jeun|au lever|chaque matin|tous les matins|du matin|les matins|a jeun le matin|le matin a jeun|au petit-dejeuner|avant le petit-dejeuner",
    ),
    (Slot(NOON), "midi|le midi|a midi|au dejeuner|dejeuner"),
    (Slot(AFTERNOON), "apres midi|l'apres midi|au gouter|gouter"),
    (
        Slot(EVENING),
        "le soir|soir|au diner|diner|chaque soir|tous les soirs|les soirs|du soir|au souper|le soir au diner|avant le diner|avant le souper|apres le diner|en soiree|au repas du soir",
    ),
    (
        Slot(BEDTIME),
        "au coucher|avant le coucher|avant de dormir|avant de se coucher|le soir au coucher|au moment du coucher|a l'heure du coucher|chaque nuit|la nuit",
    ),
    (
        Meals,
        "au debut de chaque repas|au debut du repas|au debut des repas|au debut de repas|aux repas|au cours des repas|avec les repas|pendant les repas|avant les repas|apres les repas|avant chaque repas|apres chaque repas|a chaque repas|au milieu des repas|aux trois repas|matin midi et soir|matin, midi et soir|matin midi soir|matin, midi, soir",
    ),
    (
        Prn,
        "en reserve|si besoin|au besoin|si necessaire|en cas de besoin|a la demande|si douleur|si douleurs|en cas de douleur|en cas de douleurs|si fievre|en cas de fievre|lors des crises|si gene|uniquement si besoin|si insomnie|si nausees|si toux|selon besoin|selon les besoins|sb|en secours|si genes|si vomissements|si diarrhee|si constipation|si anxiete|si angoisse|si demangeaisons|si prurit|si essoufflement|si sifflements|si brulures|si migraine|si cephalees|si maux de tete|si spasmes|si vertiges|si palpitations|si besoin uniquement|seulement si besoin|en cas de nausees|en cas de diarrhee|en cas de constipation|en cas d'insomnie|en cas d'angoisse|en cas de gene|en cas de prurit|en cas de demangeaisons|en cas de crampes|selon la douleur|en fonction de la douleur|prn|quand il a mal|quand elle a mal|si vous avez mal|en cas de mal de tete|si fievre ou douleur|si douleur ou fievre|si fievre > 38,5|si fievre superieure|en cas de crise|si crise",
    ),
    (If, "si|en cas de|en cas d|lors de|uniquement si|seulement si"),
    (
        For,
        "pendant|pdt|durant|pour|pour une duree de|pendant encore|encore|les prochains|les prochaines|au moins|pendant au moins|sur|pendant les|pendant les premiers|pendant les premieres|les premiers|les premieres|pour encore|un total de|pdt|duree|de repos pendant|minimum",
    ),
    (Until, "jusqu'au|jusqu'a|jusque|jusqu|jusqu'en|jusqu'a ce que"),
    (
        End,
        "derniere prise|derniere dose|derniere injection|derniere administration|dernier jour|dernier jour de traitement|date de fin|fin de traitement|fin du traitement|se termine|fin prevue|a terminer le|termine|fin le",
    ),
    (
        In,
        "dans|le|d'ici|sous|a partir du|a partir de|des le|des|courant|en|a|au|ce|cette|avant le|avant|vers le|dans les|dans environ|pour le",
    ),
    (After, "apres|au bout de|au dela de"),
    (UpTo, "maximum|max|au maximum|au plus|jusqu'a|ne pas depasser|sans depasser|pas plus de|maxi|au max"),
    (To, "a|ou"),
    (And, "et"),
    (Or, "ou"),
    (
        Then,
        "puis|ensuite|suivi de|suivie de|apres quoi|et puis|puis relais par|relais par|et ensuite|puis diminuer a|puis augmenter a|puis passer a|diminuer a|augmenter a|par la suite|puis reduire a",
    ),
    (
        Filler,
        "environ|encore|seulement|au total|supplementaires|de plus|prochains|prochaines|de|d|consecutifs|consecutives|les|l",
    ),
    (
        Once,
        "prise unique|en prise unique|dose unique|en dose unique|une seule fois|une fois seulement|en une seule prise|en une prise|monodose|en une seule dose|tout de suite|immediatement|une dose unique|unidose",
    ),
    (
        Date(0),
        "aujourd'hui|ce soir|cet apres midi|cette nuit|ce jour|ce matin|24 heures|pendant 24 heures|24 h|pendant 24 h|24h",
    ),
    (
        Date(1),
        "des que possible|au plus vite|demain|demain matin|demain soir|demain apres midi|le lendemain|des demain|a partir de demain|demain apres-midi",
    ),
    (Date(2), "apres demain"),
    (
        Date(3),
        "cette semaine|dans quelques jours|ce week end|dans les prochains jours|en fin de semaine|dans la semaine|ces prochains jours|ce week-end|sous huitaine|d'ici la fin de la semaine",
    ),
    (
        Date(7),
        "la semaine prochaine|semaine prochaine|sous huitaine|dans huit jours|dans une semaine|sous 8 jours|sous huit jours|dans 8 jours|d'ici une semaine|dans la semaine",
    ),
    (
        Date(14),
        "dans quinze jours|dans 15 jours|sous quinzaine|ce mois ci|dans le mois|sous 15 jours|d'ici quinze jours",
    ),
    (Date(30), "le mois prochain|mois prochain|dans un mois|dans le mois|d'ici un mois"),
    (
        Date(60),
        "a la prochaine consultation|prochaine consultation|avant la prochaine consultation|cette annee|a l'automne|au printemps|cet ete|cet hiver|rapidement|en fin de traitement|a la fin du traitement|a la rentree|avant la consultation|avant la prochaine visite|au prochain rendez-vous|avant le prochain rendez-vous|cet automne|l'an prochain|l'annee prochaine|prochainement|avant l'operation",
    ),
    (Weekday(0), "lundi|lun"),
    (Weekday(1), "mardi"),
    (Weekday(2), "mercredi"),
    (Weekday(3), "jeudi"),
    (Weekday(4), "vendredi|ven"),
    (Weekday(5), "samedi|sam"),
    (Weekday(6), "dimanche|dim"),
    (Weekdays(0), "le lundi|lundis|les lundis|chaque lundi|tous les lundis"),
    (Weekdays(1), "le mardi|les mardis|mardis|chaque mardi|tous les mardis"),
    (Weekdays(2), "le mercredi|les mercredis|mercredis|chaque mercredi|tous les mercredis"),
    (Weekdays(3), "le jeudi|les jeudis|jeudis|chaque jeudi|tous les jeudis"),
    (Weekdays(4), "le vendredi|les vendredis|vendredis|chaque vendredi|tous les vendredis"),
    (Weekdays(5), "le samedi|les samedis|samedis|chaque samedi|tous les samedis"),
    (
        Days(WORKING),
        "en semaine|les jours ouvrables|jours ouvrables|en jours ouvrables|les jours ouvres|jours de semaine",
    ),
    (
        Days(WEEKEND),
        "le week-end|les week-ends|week-ends|chaque week-end|tous les week-ends|le weekend|les weekends|weekends|chaque weekend|tous les weekends|les fins de semaine|uniquement le week-end",
    ),
    (OtherDays, "les autres jours|le reste de la semaine|autres jours"),
    (Except, "sauf|excepte|hormis|a l'exception du|a l'exception de|en dehors du"),
    (
        Vague,
        "quelque temps|un certain temps|un moment|un temps|une courte periode|une periode|peu de temps|quelques temps",
    ),
    (Weekdays(6), "le dimanche|les dimanches|dimanches|chaque dimanche|tous les dimanches"),
    (Month(1), "janvier|janv"),
    (Month(2), "fevrier|fevr"),
    (Month(3), "mars"),
    (Month(4), "avril|avr"),
    (Month(5), "mai"),
    (Month(6), "juin"),
    (Month(7), "juillet|juil"),
    (Month(8), "aout"),
    (Month(9), "septembre|sept"),
    (Month(10), "octobre|oct"),
    (Month(11), "novembre|nov"),
    (Month(12), "decembre|dec"),
    (
        Ago,
        "d'evolution|sort ce jour|sort aujourd\'hui|sort ce matin|sort de cardiologie|auparavant|d'age|plus tot|de vie|de grossesse|d'amenorrhee|passes|passees",
    ),
    (Awake, "dans la journee|pendant la journee|en journee|la journee|durant la journee|a l'etat de veille"),
    (
        Daily(3.0),
        "matin midi et soir|matin, midi et soir|matin midi soir|matin, midi, soir|aux trois repas|aux 3 repas|trois prises par jour|en 3 prises|en trois prises|3 prises par jour",
    ),
    (
        Ongoing,
        "au long cours|a vie|en continu|sans limitation|a renouveler|jusqu'a nouvel ordre|jusqu'a la fin|jusqu'a la consultation|jusqu'a la prochaine consultation|traitement de fond|indefiniment|jusqu'a guerison|jusqu'a cicatrisation|jusqu'a disparition|sans limitation de duree|jusqu'au prochain rendez-vous|jusqu'a amelioration|jusqu'a la fin de la boite|jusqu'a reevaluation|jusqu'a controle|en traitement de fond|au quotidien a vie|tant que necessaire",
    ),
    (
        Measure,
        "microgrammes|milligrammes|gramme|grammes|millilitre|millilitres|litre|litres|unites|unite|verres|verre",
    ),
    (
        Piece,
        "comprime|comprimes|gelule|gelules|capsule|capsules|goutte|gouttes|bouffee|bouffees|inhalation|inhalations|pulverisation|pulverisations|sachet|sachets|cuillere|cuilleres|cuillere a soupe|cuilleres a soupe|cuillere a cafe|cuillere mesure|dose poids|patchs|suppositoire|suppositoires|ampoule|ampoules|ovule|ovules|dosette|dosettes|nebulisation|nebulisations|pression|pressions|unidoses|cp|cps|cpr|cuilleree|cuillerees|c. a s|c. a c|pastille|pastilles|uidose|unidose|pipette|pipettes|dose-poids|doses-poids|injection|injections|patch",
    ),
    (
        Nothing,
        "par exemple|par voie orale|par la bouche|par telephone|par ide|par l'infirmiere|par l'infirmier|par le medecin|par une infirmiere|par son medecin|dans chaque narine|dans chaque oeil|dans les deux yeux|dans chaque oreille|dans l'oreille|dans l'oeil|chaque narine|chaque oeil|chaque cote|de chaque cote|en consultation|en externe|en ambulatoire|en hospitalisation|en ville|en place|en attendant|en raison|a domicile|a la maison|au domicile|en revanche|a distance|en cas d'urgence|a la sortie|a l'entree|au total|a visee|a type|vitamine d|en l'absence|en effet|en particulier|par rapport|par ailleurs|holter 24 h|mapa 24h|sur la plaie|sur la peau|sur les lesions|sur le visage|pour la nuit|pour la douleur|pour le sport|pour les douleurs|pour la toux|pour prevenir|en systematique|m.|mr.|mlle|mme",
    ),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Errand,
        "reverrai|reverra|reverrons|reverrez|revoyons|revoir|reconsulter|consulter|consultez|revenir|revenez|retourner|appeler|appelez|rappeler|telephoner|telephonez|prendre rendez-vous|prendre rdv|demander|refaire|repeter|controler|controlez|apporter|apportez|ramener|deposer|envoyer|envoyez|remettre|voir|voyez|aller|allez|se rendre|faire pratiquer|vacciner|programmer|prevoir|adresser|retirer|retirez|enlever|enlevez|bilan|contacter|contactez|prendre un rdv|prendre un rendez-vous|prenez rendez-vous|prenez rdv|prenez un rendez-vous|fixer un rendez-vous|fixer rdv|rappelez|rapporter|rapportez|deposez|ramenez|retournez|venez|se presenter|presentez-vous|passer au cabinet|passer au labo|passer au laboratoire|passer faire|refaire faire|refaites|faites faire|faire faire|faire realiser|faire controler|faire enlever|faire retirer|faire refaire|faire un bilan|faire une prise de sang|faire un controle|recontroler|recontacter|recontactez|recuperer|recuperez|reconsultez|s'inscrire|inscrivez|aller voir|aller chez|contactez le|vous verrez|on se revoit|on se revoit en|nous nous reverrons|je le revois|je la revois|je vous revois|je revois|on le revoit|on la revoit|se revoir",
    ),
    (
        Subject::Form,
        "creme|pommade|gel|lotion|shampooing|collyre|gouttes|gouttes auriculaires|gouttes nasales|spray nasal|spray|inhalateur|sirop|suspension|patch|patchs|lavement|suppositoires|bain de bouche|bains de bouche|traitement|medicament|medicaments|injection|solution de rehydratation|solute de rehydratation|serum physiologique|bombe|aerosols|aerosol|comprimes|shampoing|mousse|vernis|collyres|nebulisation|nebulisations|suppositoire|ovule|ovules|emplatre|injections|piqure|piqures|perfusion|creme emolliente|creme hydratante|cicatrisant|larmes artificielles",
    ),
    (Subject::Habit, "alcool|tabac|vin|cigarettes"),
    (
        Subject::Activity,
        "repos|repos strict|repos au lit|repos relatif|glace|glacage|vessie de glace|chaleur|chaud|bouillotte|compresses|compresses froides|compresses chaudes|compresses tiedes|exercices|exercice|exercices respiratoires|etirements|reeducation perineale|gargarismes|lavages|lavages de nez|lavage de nez|lavages nasaux|lavage nasal|bains de siege|bain de siege|bains|bain|baignade|baignades|douche|douches|soins de plaie|soins locaux|pansement|pansements|bandage|attelle|platre|echarpe|bequilles|bequille|cannes|canne|collier|collier cervical|minerve|bas de contention|contention|chaussettes de contention|ceinture lombaire|semelles|orthese|botte|bottine|boissons|hydratation|eau|regime|regime sans sel|regime pauvre en sel|regime sans residu|regime alimentaire|alimentation mixee|cafe|conduite|conduire|conduite automobile|sport|sports|activite sportive|activite physique|efforts|effort|port de charges|port de charges lourdes|charges lourdes|marche|marcher|velo|natation|piscine|arret de travail|arret maladie|ecole|creche|garderie|rapports sexuels|rapports|tampons|soleil|exposition solaire|protection solaire|creme solaire|lentilles|tension arterielle|automesure|automesure tensionnelle|automesures|auto mesure|glycemies|glycemie capillaire|dextro|pieds|calendrier|oxygene|massage|massages|humidificateur|inhalations de vapeur|allaitement|tetees|biberons|repas|surelevation|jambe surelevee|jambes surelevees|oreiller|hygiene des paupieres|hygiene dentaire|ppc|peak flow|debit de pointe|gants|draps|linge|yoga|kine respiratoire|gymnastique|port|attelle de poignet|attelle nocturne|deambulateur|collier mousse|botte de marche|talonnettes|genouillere|chevillere|corset|resine|strapping|pansement sec|soins infirmiers|refection du pansement|refection de pansement|lavages au serum|cryotherapie|chaleur locale|gargarisme|repos vocal|repos sportif|arret de sport|arret du sport|arret d'activite|sport de contact|sports de contact|velo d'appartement|vtt|course a pied|footing|marche rapide|marche nordique|promenade|promenades|aquagym|pilates|tai-chi|danse|auto-exercices|autoexercices|automassage|automassages|massage de la cicatrice|renforcement|renforcement musculaire|musculation|proprioception|perinee|kegel|decharge|charges|port de charge|voyages|bains de mer|exposition au soleil|ecran solaire|photoprotection|sodas|boissons sucrees|regime hyposode|regime sans gluten|regime leger|alimentation molle|fibres|laitages|produits laitiers|petits repas|collation|tire-lait|autotension|glycemies capillaires|dextros|carnet glycemique|agenda du sommeil|agenda des crises|agenda des migraines|calendrier mictionnel|catalogue mictionnel|debitmetre|debitmetre de pointe|spirometrie incitative|drainage|oxygenotherapie|vni|saturation|surveillance|surveillance de la tension|surveillance des pieds|soins des paupieres|soins de bouche|brossage|massage des paupieres|lunettes de soleil|maquillage|sieste|siestes|ecran|relaxation|sophrologie|meditation|cohérence cardiaque|coherence cardiaque|hydratation cutanee|rincage|rincer le nez|mobilisation|mobilisations|montees de talons|gainage|bande velpeau|coude au corps|sel|froid|ecrans|tension|poids|temperature|agenda|alimentation|appui|avion|bas|carnet|glycemie|hygiene|journal|soins|soulever|travail|voiture",
    ),
    (
        Subject::Deed,
        "mesurera|mesurerez|boira|boirez|fera|ferez|portera|porterez|marchera|pesera|surveillera|notera|gardera|evitera|garder|gardez|maintenir|maintenez|porter|portez|laver|lavez|nettoyer|nettoyez|changer|changez|realiser|surveiller|surveillez|mesurer|mesurez|prendre la tension|prendre la temperature|se peser|peser|pesez|noter|notez|tenir|tenez|marcher|marchez|boire|buvez|manger|mangez|eviter|evitez|limiter|limitez|fractionner|reduire le sel|se reposer|reposez|surelever|surelevez|glacer|appliquer de la glace|mettre de la glace|etirer|dormir|dormez|rester|restez|faire|faites|utiliser|utilisez|mettre|mettez|proposer|rincer|rincez|brosser|brossez|couvrir|couvrez|masser|massez|bouger|mobiliser|nager|conduire|fumer|travailler|porter des|hydrater|hydratez|tremper|inhaler|pratiquer|poursuivre la kine|lever|se lever|baigner|filtrer les urines|filtrez les urines|prenez la tension|prenez votre tension|controler la tension|controlez la tension|mesurez la tension|surveiller la tension|se laver|lavez-vous|se masser|s'etirer|faire des etirements|faire des exercices|faire les exercices|faire du sport|faire du velo|faire de la marche|reprendre la marche|nagez|courir|pratiquez|baignez|doucher|se doucher|sechez|tamponner|desinfecter|desinfectez|laisser poser|laissez poser|appliquer du froid|appliquer de la chaleur|appliquez de la glace|mettre du froid|mettre au repos|mettre les jambes|inspecter|inspectez|s'hydrater|hydratez-vous|s'isoler|gargariser|se gargariser|respirer|expectorer|comptez|allaiter|tirer le lait|tirer son lait|muscler|renforcer|bouger les doigts|dormir avec|se coucher|manger leger|remplissez|tenir un carnet|tenir un agenda|utiliser un humidificateur|proteger|protegez|s'exposer|passer l'aspirateur|supprimer le sel|diminuer le sel|saler",
    ),
    (
        Subject::Test,
        "bilan|bilan sanguin|bilan biologique|bilan hepatique|bilan lipidique|bilan renal|bilan thyroidien|bilan de controle|prise de sang|nfs|numeration|ionogramme|iono|creatinine|creatininemie|kaliemie|glycemie a jeun|crp|ferritine|fer serique|inr|tp|cholesterol|ecbu|bandelette urinaire|analyse d'urine|analyses d'urines|analyse|analyses|prelevement|coproculture|radio|radio de controle|radio du thorax|radio thoracique|radiographie|radiographie thoracique|radiographie pulmonaire|radiographie de controle|rx|echographie|echo|echographie abdominale|echographie de controle|echodoppler|echo-doppler|doppler|irm|scanner|tdm|mammographie|coloscopie|fibroscopie|endoscopie|osteodensitometrie|densitometrie|efr|spirometrie|epreuve d'effort|test d'effort|holter|holter ecg|mapa|frottis|biopsie|audiogramme|audiometrie|fond d'oeil|examen ophtalmologique|echographie cardiaque|electrocardiogramme|test respiratoire|test respiratoire a l'uree|tests allergologiques|tests cutanes|polysomnographie|electromyogramme|scintigraphie|depistage|serologie|serologies|dosage|controle de la tsh|controle biologique|test de grossesse|test hemoccult|champ visuel|examen|pesee|calprotectine|calprotectine fecale|uroscanner|uro-scanner|scanner thoracique|scanner abdominal|scanner de controle|irm lombaire|irm cerebrale|irm du genou|irm de controle|irm de l'epaule|echo abdo|echo abdominale|echo cardiaque|echo renale|echo thyroidienne|echo pelvienne|echo obstetricale|echographie renale|echographie pelvienne|echographie thyroidienne|echographie mammaire|echographie obstetricale|doppler veineux|doppler arteriel|echodoppler veineux|angioscanner|coroscanner|coronarographie|radio de contrôle|radios|radio du genou|radio pulmonaire|radio panoramique|panoramique dentaire|ecg|ecg de controle|holter tensionnel|test a l'effort|test de marche|exploration fonctionnelle|explorations fonctionnelles respiratoires|gaz du sang|gazometrie|oxymetrie|oxymetrie nocturne|polygraphie|polygraphie ventilatoire|bilan d'allergie|prick-tests|prick tests|quantiferon|test vih|hbpm controle|tsh|tsh us|t4l|hba1c|hemoglobine glyquee|hb glyquee|glycemie veineuse|hgpo|test d'hyperglycemie|o'sullivan|ferritinemie|bilan martial|bilan phosphocalcique|bilan de coagulation|bilan inflammatoire|bilan d'extension|bilan de sante|bilan auditif|bilan orthophonique|bilan urodynamique|bilan annuel|bilan complet|vs crp|nfs plaquettes|nfs-crp|nfs crp|uree creat|uree creatinine|creat|dfg|transaminases|asat alat|gamma gt|lipase|psa|beta hcg|b-hcg|hcg|dosage du fer|dosage vitamine d|vitamine d dosage|lithiemie|digoxinemie|proteinurie|proteinurie des 24 h|proteinurie des 24 heures|microalbuminurie|albuminurie|rapport albumine/creatinine|ecbu de controle|hemocultures|prelevement de gorge|prelevement vaginal|streptotest|test rapide|tdr|analyse des selles|parasitologie des selles|test immunologique|test immunologique fecal|hemoccult|recherche d'h. pylori|test helicobacter|gastroscopie|fogd|rectoscopie|cystoscopie|hysteroscopie|colposcopie|hysterographie|spermogramme|monitoring foetal|echo de croissance|echographie de croissance|echographie morphologique|frottis cervical|frottis de controle|fcu|densito|osteodensito|scinti|tep-scan|tepscan|biopsie cutanee|biopsie de controle|naevus controle|fond d'œil|oct|champs visuels|acuite visuelle|controle de la vue|controle auditif|tympanogramme|potentiels evoques|emg|eeg|test de memoire|bilan neuropsychologique|mms|serologie vih|serologie hepatite|depistage du vih|depistage ist|controle de la creatinine|controle creatinine|controle de la kaliemie|controle kaliemie|controle nfs|controle inr|controle ecbu|controle radiologique|controle radio|controle echographique|controle glycemique",
    ),
    (
        Subject::Visit,
        "reevaluation|reevaluation clinique|relance telephonique|relance|rappel telephonique|suivi telephonique|appel de suivi|rendez-vous|rdv|consultation|consultation de controle|consultation de suivi|consultation post-operatoire|visite|visite de controle|controle|suivi|medecin traitant|medecin|mt|infirmiere|infirmier|ide|passage infirmier|kinesitherapie|kine|kinesitherapeute|reeducation|seances de kine|orthophonie|orthophoniste|ergotherapie|psychologue|psychiatre|psychotherapie|dieteticienne|dieteticien|nutritionniste|podologue|pedicure|ophtalmologue|ophtalmo|ophtalmologiste|opticien|orl|dentiste|dermatologue|dermato|cardiologue|cardio|neurologue|rhumatologue|gastro-enterologue|gastroenterologue|urologue|nephrologue|pneumologue|endocrinologue|diabetologue|gynecologue|sage-femme|chirurgien|chirurgie|orthopediste|oncologue|hematologue|allergologue|pediatre|vaccin|vaccins|vaccination|vaccin grippe|vaccin antigrippal|vaccin contre la grippe|rappel|rappel tetanos|rappel de vaccin|ablation des fils|ablation du fil|ablation des agrafes|ablation du platre|ablation des points|retrait des fils|retrait des agrafes|retrait du platre|fils|agrafes|appel|appel telephonique|teleconsultation|consultation telephonique|hospitalisation|operation|intervention|urgences|hopital|pharmacien|assistante sociale|seance|seances|consultation d'anesthesie|centre antidouleur|tabacologue|atelier|teleconsult|consultation d'annonce|consultation anesthesie|consultation pre-anesthesique|cpa|cs de controle|cs ortho|controle clinique|controle dentaire|controle ophtalmologique|controle ophtalmo|controle annuel|controle chirurgical|controle de plaie|controle a distance|controle en consultation|point telephonique|suivi psychologique|suivi dietetique|suivi addicto|suivi post-operatoire|addictologue|addictologie|csapa|cmp|cmpp|psychomotricien|psychomotricite|neuropsychologue|neuropediatre|neurochirurgien|neurochirurgie|rhumato|pneumo|endocrino|diabeto|nephro|gyneco|gynecologie|sage femme|osteopathe|osteo|orthodontiste|chirurgien-dentiste|bilan dentaire|chirurgien orthopediste|orthoptiste|orthoptie|audioprothesiste|oncologie|dialyse|hemodialyse|hopital de jour|geriatre|geriatrie|consultation memoire|consultation douleur|consultation tabac|tabacologie|infectiologue|infectiologie|maladies infectieuses|cardiologie|dermatologie|neurologie|rhumatologie|pneumologie|urologie|nephrologie|endocrinologie|diabetologie|psychiatrie|pediatrie|ophtalmologie|allergologie|hematologie|gastro-enterologie|chirurgie vasculaire|angiologue|phlebologue|cicatrisation|diabetes education|education therapeutique|atelier dietetique|ecole du dos|ecole de l'asthme|groupe de parole|alcooliques anonymes|cure thermale|reeducation cardiaque|readaptation|readaptation cardiaque|readaptation respiratoire|rehabilitation respiratoire|kinesitherapie respiratoire|seances d'orthophonie|seances de kinesitherapie|vaccin pneumocoque|vaccin anti-pneumococcique|vaccination antipneumococcique|vaccination grippe|vaccination antigrippale|vaccin covid|vaccin coqueluche|vaccin zona|vaccin hpv|vaccin hepatite b|vaccin dtp|rappel dtp|rappel dtpolio|rappel coqueluche|fils a enlever|fils a retirer|ablation fils|ablation de fils|ablation agrafes|ablation du drain|ablation de la sonde|ablation de l'attelle|ablation des broches|ablation sonde jj|retrait de la sonde|retrait du drain|retrait des points|changement de sonde|changement de platre|infirmiere a domicile|ide a domicile|passage ide|passage de l'ide|passage infirmiere|visite infirmiere|visite a domicile|assistante sociale rdv|mdph|medecine du travail|medecin du travail|visite de reprise|visite de pre-reprise|medecin scolaire|dispensaire|cardioversion|coloscopie programmee|chirurgie programmee|chirurgie ambulatoire|intervention programmee|gastro|onco|visite visio",
    ),
    (
        Subject::Thing,
        "perte de poids|poids stable|prise de poids|arret cardiaque|tension normale|appui plantaire|lit droit|traitement habituel|traitement en cours|traitement anterieur|ancien traitement|point de cote|traitement symptomatique",
    ),
];

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Instruct,
        "est sorti avec|est sortie avec|sort avec|est sorti sous|est sortie sous|sort sous|rentre a domicile avec|rentre a domicile sous|passe a|passera a|passent a|appliquera|utilisera|continuera|poursuivra|poursuit|reprendra|recevra|debutera|commencera|augmentera|diminuera|on poursuit|on continue|prendre|prenez|prendra|doit|doivent|devra|devrait|il faut|faut|veuillez|merci de|conseil|conseille|recommande|recommandons|je recommande|debuter|debut de|debutez|commencer|commencez|demarrer|continuer|continuez|poursuivre|poursuivez|poursuite|poursuite de|reprendre|reprenez|reprise de|donner|donnez|appliquer|appliquez|ajouter|ajoutez|ajout de|augmenter|augmentez|diminuer|reduire|passer a|prescription de|prescrit ce jour|je prescris|prescris|nous prescrivons|instituer|introduction de|introduire|instaurer|mise sous|mettre sous|maintenir|instiller|inhaler|injecter|a prendre|a appliquer|a faire|a realiser|a prevoir|a controler|a renouveler|a debuter|prevoir|prevu|prevue|prevus|programme|programmee|demander|est a|sont a|peut prendre|sortie sous|sort sous|sort avec|retour a domicile avec|a la sortie|desormais|a partir d'aujourd'hui|utiliser|utilisez|pulveriser|relais|bilan a faire|ordonnance|rp|nouveau traitement|on passe a|on passe au|on passe aux|passer au|passage a|passage au|on met|on debute|on commence|on ajoute|on continue|on poursuit|on reprend|on augmente|on diminue|je propose|j'ajoute|je mets|je debute|vous prendrez|il prendra|elle prendra|devra prendre|doit prendre|sortie avec|traitement propose|propose ce jour|a poursuivre|a continuer|on majore|majorer|majoration de|on baisse|diminuer a|on introduit|on instaure|on prescrit|on remplace par|on laisse|on maintient|a maintenir|a reprendre|a introduire|a instaurer|a mettre en place|mettre en place|a programmer|a organiser|a refaire|a surveiller|a recontroler|je renouvelle|on renouvelle|il est conseille|est conseille|est recommande|est recommandee|est prescrit|est prescrite|sont prescrits|est programmee|est programme|est fixe|est fixee|il convient|il convient de|bien penser a|penser a|pensez a|veiller a|veillez a|n'oubliez pas de|vous devez|vous pouvez|peut utiliser|peut reprendre|pourra reprendre|repartira avec|rentre avec|retour avec|sortante sous|sortant sous|sorti sous|on reste a|rester a|reste sous|restera sous|on monte a|monter a|on descend a|descendre a|en relais|puis relais|relais par|a mettre|a poser|a porter|a garder|a conserver|a utiliser|a inhaler|a injecter|a avaler|a croquer|a dissoudre|a sucer|traiter par|majoration|introduction|baisser|renouveler|traitement par",
    ),
    (
        Cue::Not,
        "au lieu de|au lieu du|au lieu d|a la place de|a la place du|en remplacement de|en remplacement du|pas de|pas d|ne pas|ne|sans|eviter|evitez|jamais|aucun|aucune|interdit|interdite|interdits|proscrit|ni|eviction|ne doit pas|pas|arret de sport|arret du sport|arret d'activite physique|arret des sports|ne doit plus|eviter de|interdiction|interdiction de|proscrire|proscrits|s'abstenir|s'abstenir de|dispense de sport|a eviter|il ne faut pas|sans appui",
    ),
    (
        Cue::Needless,
        "pas necessaire|non necessaire|n'est pas necessaire|non necessaires|pas indique|pas indiquee|non indique|non indiquee|n'est pas indique|pas utile|inutile|inutiles|pas besoin|pas besoin de|n'a pas besoin|ne necessite pas|refuse|refus|allergie|allergique|allergies|intolerance|contre-indique|contre-indiquee|contre-indication|elimine|ecarte|ecartee|pas de traitement|sans indication|non retenu|non retenue|pas lieu|pas d'antibiotique|pas d'indication|pas de radio necessaire|pas de suivi|non souhaite|non repris|non reconduit|non reconduite|aucune indication|aucun traitement|n'est pas justifie|n'est pas justifiee|n'est pas indiquee|ne sont pas necessaires|pas lieu de|n'y a pas lieu|ne doit pas lui etre|ne lui est pas destine|ne le concerne pas|ne la concerne pas|contre indique|contre indiques|contre-indiques|contre-indiquees|sont contre-indiques|deconseille|deconseilles|deconseillee|mal supporte|mal supportee|mal tolere|mal toleree|sans succes|sans effet|a refuse|ne souhaite pas|aucun suivi|aucune surveillance|pas de surveillance|rien a faire|ne rien changer|sans benefice|pas d'indication a|non justifie|non justifiee|n'est pas utile|ne sont pas indiques|ne sont pas indiquees|aucun antibiotique|pas d'antibiotiques|pas d'antibiotherapie|pas de traitement antibiotique|allergique a|allergie a|intolerant|intolerante|ne tolere pas|ne veut pas|ne desire pas|decline|declinee|a decline|non desire|sans interet",
    ),
    (
        Cue::Hypothetical,
        "pourrait|pourraient|pourrions|serait|seraient|envisager|envisagera|on envisagera|envisagerons|envisageons|est envisage|envisage|a envisager|a discuter|discuter|on discutera|sera discute|sera discutee|proposerait|proposerais|mettrait|mettrais|donnerait|donnerais|ajouterait|ajouterais|ajouterions|debuterait|debuterions|commencerait|commencerions|faudrait|il faudrait|en cas d'echec|si echec|en deuxieme intention|en seconde intention|a l'avenir|plus tard|possible|eventuel|eventuelle|peut-etre|une option|option|comme alternative|a ete evoque|a ete evoquee|on a parle|evoque|evoquee|reflechit|reflechir|a ete propose|lui a ete propose|elle demande|il demande|demande du|demande de la|demande un|voudrait|aimerait|reclame|la notice|selon internet|sur internet|devait|devions|on allait|il etait prevu|etait prevu|avait ete prevu|pourra etre discute|pourra etre|pourrait etre|pourra se discuter|pourront etre|pourra etre envisage",
    ),
    (
        Cue::Swap,
        "remplace|remplacer|remplacee|remplacement|remplacez|changer|substituer|switch|relais de|substitution|on remplace|je remplace|a ete remplace",
    ),
    (
        Cue::Stop,
        "arret|arreter|arretez|arrete|arretee|arretes|arretees|arret de|arret du|arret de l|arret des|arret d|stop|stopper|stoppe|suspendre|suspendu|suspendue|suspendez|interrompre|interrompu|interrompue|cesser|cessez|ne plus prendre|ne prend plus|retire du traitement|supprimer|sevrage de|n'est plus|abandonne|on l'arrete|on arrete|arrete en|arretee en|nous arretons|j'arrete|j'ai arrete|a ete arrete|a ete arretee|ont ete arretes|ne prendra plus|stoppee|on stoppe|abandonnee|terminee le|a termine|a fini|est terminee|est termine|ne pas reprendre|ne plus reprendre|ne sera pas repris|avait ete cesse|avait ete cessee|a ete cesse|a ete cessee|cesse en|cesse depuis|on suspend|je suspends|suspension de|arrete depuis|arretee depuis|arretes depuis|definitivement arrete|arret definitif|a stopper|on retire|retrait du traitement|a supprimer|a interrompre|ne plus donner|on cesse|nous cessons",
    ),
    (
        Cue::Past,
        "prenait|avaient|etait|etaient|a ete|ont ete|a recu|a pris|recu|recue|traite par|traitee par|traite|traitee|administre|administree|antecedent|antecedents|atcd|auparavant|precedemment|anterieurement|anterieur|ancien traitement|ancien|ancienne|autrefois|dans l'enfance|depuis|il y a|l'an dernier|l'annee derniere|le mois dernier|la semaine derniere|hier|hospitalise|hospitalisee|pendant l'hospitalisation|durant l'hospitalisation|pendant le sejour|durant le sejour|au cours de l'hospitalisation|en salle de reveil|au bloc|aux urgences il|a l'entree|a l'admission|opere|operee|a beneficie|beneficie|rapporte|signale|se plaint|consulte pour|vu pour|vue pour|nie|histoire de|utilisait|a utilise|essaye|a essaye|deja fait|deja faite|fait ce jour|faite ce jour|realise|realisee|realises|effectue|effectuee|termine|terminee|a fini|souffert|eu|fait hier|vaccine|avant l'hospitalisation|notion de|retrouve|retrouvait|montrait|a montre|a presente|iv arretes|passee|passe|ont recu|il a recu|elle a recu|y a recu|recu aux urgences|antibioprophylaxie|antibioprophylaxie par|au bloc operatoire|anciens traitements|prenaient|avait pris|avait eu|a eu|lui avait ete|lui a ete donne|a ete administre|a ete administree|avait recu|au cours du sejour|quelques mois|par le samu|par les pompiers|est suivie pour|est suivi pour|donne a|donne ce matin|donne hier|donnee|donnes|donnees|pris ce matin|refait ce matin|fait ce matin|a ete fait|a ete faite|recus au bloc|recus|recues|avons donne|a ete donne|leve au fauteuil|avait ete|au dechocage|au smur|pendant l'intervention|a recu en salle|a ete mis sous|avait ete mis|antecedents de|l'an passe|l'annee passee|le mois passe|la semaine passee|avant-hier|cette nuit il|cette nuit elle|dans le passe|par le passe|jadis|etait sous|etait traite|etait traitee|a tente|ont tente|a consulte|avait consulte|avait ete prescrit|lui avait prescrit|lui a prescrit|avait prescrit|prescrit par son|s'est fait|est tombe|est tombee|s'est tordu|a chute|avait",
    ),
    (
        Cue::Describes,
        "prend|prennent|utilise|est sous|sous|fume|boit|vit|dort|travaille|mange|presente|traitement habituel|traitement en cours|traitement actuel|souffre|fait du|il marche|elle marche|marche avec|marche sans|marche seule",
    ),
    (
        Cue::Kin,
        "mere|pere|frere|soeur|fils|fille|epouse|epoux|mari|femme|conjoint|conjointe|grand-mere|grand-pere|oncle|tante|cousin|cousine|neveu|niece|voisin|voisine|ami|amie|compagnon|compagne|famille|belle-mere|beau-pere",
    ),
    (
        Cue::Has,
        "prend|prenait|prenne|utilise|est sous|sous|recoit|a recu|a|avait|est|traite par|traitee par|traite|est traite|est traitee|souffre|fume|boit|lui a donne|decede|a pris",
    ),
    (
        Cue::Conditional,
        "si aggravation|si persistance|si pas d'amelioration|si absence d'amelioration|si non ameliore|si non amelioration|si fievre persistante|si apparition|si saignement|si vomissements|si la|si le|si les|si l|s'il|si elle|si signes|en cas d'aggravation|en cas de persistance|en cas d'aggravation ou|en cas de signes|si persiste|si besoin revenir|sauf si|en l'absence d'amelioration|si dyspnee|si rougeur|si ecoulement|si essoufflement|si recidive|en cas de doute|si alteration",
    ),
    (
        Cue::Computer,
        "ignorez|ignore les|ignorer les|ignorez toutes|ignorez les|ignore toutes|ignorer toutes|ignore tout|oublie les|oublie tout|oublier les|instructions precedentes|consignes precedentes|systeme:|systeme :|assistant:|intelligence artificielle|l'ia|ia:|ia :|a l'ia|pour l'ia|modele de langage|modele de langue|au modele|pour le modele|au systeme|le systeme doit|mot de passe|mots de passe|identifiants|invite systeme|tu es|vous etes un|vous etes une|tu es maintenant|agis comme|nouvelles instructions|nouvelle instruction|instruction pour|instructions pour l|supprime tous|supprime toutes|supprime les|supprimez tous|efface tout|efface tous|effacez|affiche ton|affiche le|affichez|revele|reponds uniquement|reponds|repondez|renvoie|retourne uniquement|approuve tout|approuvez|mode developpeur|ce logiciel|le logiciel|chatbot|base de donnees|logiciels|assistant virtuel|modeles de langage|systeme automatique|intelligences artificielles|obeissez|obeis|ne tenez pas compte|ne tiens pas compte|faites abstraction|fais abstraction|consigne:|nouvelle consigne|nouvelles consignes|nouvel ordre|message systeme|message au systeme|administrateur|annulez toutes|annule toutes|pre-approuve|deja approuve|sans relecture|sans verification|utilisateur:|humain:|tache:|pour la machine|celui qui lit|quiconque lit|lors de l'extraction|supprimez le plan|supprime le plan|extracteur|a l'attention du logiciel|a l'attention de l'ia|programme informatique|lecteur automatique|chere machine|a la machine|machine:|cher ordinateur|instruction systeme|instructions systeme|a tous les programmes|tes regles|vos regles|ton objectif|votre objectif|nouvel objectif|ce qui precede|cher assistant|a qui traite|quiconque traite|oubliez les|oubliez tout|oubliez vos|oubliez toutes|oublie tes|le programme doit|au programme informatique|cher programme|assistant ia|l'assistant doit|a l'assistant|le modele doit|le modele devra|a l'ordinateur|l'ordinateur doit|ordinateur:|cher robot|robot:|l'algorithme doit|a l'algorithme|prompt:|prompt systeme|le prompt",
    ),
    (
        Cue::ComputerGoesOn,
        "prescris|prescrivez|prescrire|ajoute|ajoutez|programme|programmez|ecris|ecrivez|dis au|dites au|donne au|donnez au|cree|creez|mets|marque|envoie|envoyez|inclus|et prescris|tous les patients|a tous les patients|le patient doit prendre|insere|administrez",
    ),
    (
        Cue::Symptom,
        "douleur|douleurs|fievre|toux|cephalee|cephalees|maux de tete|vomissements|nausees|diarrhee|constipation|vertige|vertiges|malaise|malaises|demangeaisons|prurit|saignement|saignements|gonflement|oedeme|oedemes|dyspnee|essoufflement|fatigue|asthenie|insomnie|anxiete|depression|eruption|palpitations|raideur|fourmillements|faiblesse|crampes|brulures|selles|chutes|crises|crise|episodes|episode|angine|bronchite|pneumonie|infection|hypertension|diabete|arthrose|asthme|migraine|migraines|lombalgie|entorse|fracture|cigarettes|cigarette|paquets|bieres|verres de vin|rhinorrhee|gene|rhume|otite|cystite|anemie|hta",
    ),
    (
        Cue::Result,
        "normal|normale|normaux|normales|negatif|negative|positif|positive|sans particularite|sans anomalie|ras|eleve|elevee|basse|stable|propre|satisfaisant|satisfaisante|resultat|resultats|equilibree|rassurant|rassurante|inchange|inchangee|en cours",
    ),
    (
        Cue::Clinic,
        "explique|expliquee|informe|informee|information donnee|remis|remise|ordonnance remise|certificat remis|courrier|adresse au|adressee au|adresse a|rassure|rassuree|consentement|certificat",
    ),
    (
        Cue::Aside,
        "car|parce que|en raison de|du fait de|a cause de|au lieu de|a la place de|en remplacement de|puisque|qui|precedemment|avant|mais pas|et non|pas elle|pas lui|compte tenu",
    ),
    (
        Cue::Nothing,
        "ne pas oublier|n'oubliez pas|ne pas arreter|ne pas interrompre|sans interruption|sans arret|avant les repas|avant le repas|avant le coucher|avant le petit dejeuner|avant de dormir|avant la consultation|avant la prochaine consultation|avant chaque repas|sans sel|sans gluten|sans sucre|sans residu|sans depasser|ne pas depasser|pas plus de|sous la langue|sous huitaine|sous quinzaine|sous 8 jours|sous cutane|sous-cutanee|sous cutanee|arret de travail|arret maladie|passer a|a faire|a prevoir|mais aussi|est prevu|est prevue|est a|s'il|s'ils|comme convenu|comme discute|comme prevu|comme avant|comme d'habitude|au cours des repas|au cours du repas|au cours de chaque repas|pendant les repas|lors des repas",
    ),
];

const HEADINGS: &[(Heading, &str)] = &[
    (
        Heading::Report,
        "compte rendu operatoire|note infirmiere|transmissions infirmieres|transmission infirmiere|transmissions|rcp|reunion pluridisciplinaire|reunion de concertation|compte rendu de radiologie|compte rendu d imagerie|compte rendu anatomopathologique|certificat|feuille d anesthesie|rapport d expertise|note d admission|observation d entree|cahier de nuit",
    ),
    (
        Heading::History,
        "antecedents|antecedents personnels|antecedents familiaux|antecedents medicaux|atcd|motif de consultation|motif d'hospitalisation|motif|histoire de la maladie|histoire|anamnese|examen|examen clinique|examens|examens complementaires|resultats|biologie|imagerie|evolution|evolution dans le service|diagnostic|diagnostics|diagnostic retenu|conclusion|mode de vie|traitement habituel|traitement anterieur|traitement a l'entree|traitement a l'admission|traitement avant hospitalisation|traitements anterieurs|ancien traitement|traitement recu|traitements recus|hospitalisation|sejour|au cours du sejour|intervention|compte rendu|compte rendu operatoire|compte rendu de sortie|constantes|synthese|traitement habituel a l'entree|medicaments a l'entree|antecedents et mode de vie|diagnostic principal|prise en charge hospitaliere|evolution hospitaliere|histoire recente|contexte|allergologie|examen a l'entree|traitement au domicile avant hospitalisation|compte rendu d'hospitalisation|lettre de liaison",
    ),
    (
        Heading::Plan,
        "conduite a tenir|cat|plan|traitement|traitement de sortie|traitement a la sortie|traitement prescrit|ordonnance|ordonnance de sortie|prescription|prescriptions|consignes|consignes de sortie|recommandations|conseils|suivi|surveillance|rendez-vous|rdv|a la sortie|sortie|soins|medicaments|medicaments de sortie|nouveau traitement|a faire|programme|reeducation|au total|en pratique|regime|note reelle|prise en charge|nouveau|debuter|poursuivre|continuer|au retour|a domicile|traitement a domicile|medicaments a prendre|conduite|pec|plan de soins|plan de traitement|projet therapeutique|rendez-vous et examens|examens a faire|examens prevus|examens a prevoir|rdv a prevoir|soins infirmiers|hygiene de vie|mesures hygieno-dietetiques|regles hygieno-dietetiques|rhd|indications|prescriptions de sortie|sortie avec|ttt|ttt de sortie|tt|tt de sortie|rp|instructions|activite physique|soins a domicile|traitement de fond|ordonnance du jour|rendez-vous prevus|rendez-vous a prevoir|medicaments a poursuivre|medicaments nouveaux|medicaments inchanges|inchange|inchanges|modifications|suites|suivi prevu|suite de la prise en charge|recommandations de sortie|consignes au patient|conseils au patient|pour la maison",
    ),
    (
        Heading::Stopped,
        "arret|arreter|traitement arrete|traitements arretes|medicaments arretes|stop|suspendu|a arreter|ne plus prendre|arretes|traitements suspendus|medicaments suspendus|suspendus",
    ),
    (Heading::Forbidden, "allergies|allergie|intolerances|contre-indications|allergies medicamenteuses"),
    (
        Heading::SafetyNet,
        "consulter en urgence si|signes d'alerte|signes d'alarme|revenir si|reconsulter si|consignes de surveillance|en cas d'urgence",
    ),
];
