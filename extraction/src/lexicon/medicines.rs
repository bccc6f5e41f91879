//! Medicines, by name (as written in any of the four languages, folded) and by the endings their names have.
//!
//! The names are generic and common brand names whose ending does not give them away. The endings are the stems by which
//! the World Health Organization names medicines (INN), in their national spellings.

/// Endings that only medicines have.
const ENDINGS: &[&str] = &[
    "cillin",
    "cilline",
    "cilina",
    "zillin",
    "mycin",
    "mycine",
    "micina",
    "mycin",
    "micine",
    "floxacin",
    "floxacine",
    "floxacino",
    "cycline",
    "ciclina",
    "cyclin",
    "zyklin",
    "conazole",
    "conazol",
    "prazole",
    "prazol",
    "nidazole",
    "nidazol",
    "bendazole",
    "bendazol",
    "statin",
    "statine",
    "statina",
    "sartan",
    "olol",
    "dipine",
    "dipino",
    "dipin",
    "gliptin",
    "gliptine",
    "gliptina",
    "gliflozin",
    "gliflozine",
    "gliflozina",
    "glutide",
    "glutida",
    "glutid",
    "formin",
    "formine",
    "formina",
    "glitazone",
    "triptan",
    "triptyline",
    "triptilina",
    "triptylin",
    "oxetine",
    "oxetina",
    "oxetin",
    "azepam",
    "zolam",
    "codone",
    "codona",
    "codon",
    "profen",
    "profene",
    "profeno",
    "coxib",
    "thiazide",
    "tiazida",
    "thiazid",
    "semide",
    "semida",
    "semid",
    "parin",
    "parine",
    "parina",
    "xaban",
    "gatran",
    "grel",
    "nisolone",
    "nisolona",
    "nisolon",
    "nisone",
    "nisona",
    "nison",
    "methasone",
    "metasona",
    "methason",
    "metasone",
    "cortisone",
    "cortisona",
    "cortison",
    "sonide",
    "sonida",
    "sonid",
    "terol",
    "tropium",
    "tropio",
    "lukast",
    "setron",
    "dronate",
    "dronat",
    "dronato",
    "dronique",
    "dronsaure",
    "phylline",
    "filina",
    "phyllin",
    "barbital",
    "ciclovir",
    "cyclovir",
    "tegravir",
    "amivir",
    "limumab",
    "ximab",
    "zumab",
    "tinib",
    "ipril",
    "opril",
    "pril",
    "alopril",
    "lafaxine",
    "lafaxina",
    "lafaxin",
    "giline",
    "azosin",
    "zosin",
    "zosine",
    "zosina",
    "losin",
    "losine",
    "losina",
    "tadine",
    "tadina",
    "tadin",
    "tirizine",
    "tirizina",
    "tirizin",
    "fenadine",
    "fenadina",
    "fenadin",
    "nazine",
    "ridone",
    "ridona",
    "ridon",
    "apine",
    "apina",
    "quine",
    "caine",
    "caina",
    "stigmine",
    "fenac",
    "oxicam",
    "steride",
    "sterid",
    "afil",
    "paroxetine",
    "piprazole",
    "piprazol",
    "gabalin",
    "gabalina",
    "gabaline",
    "bapentin",
    "bapentina",
    "bapentine",
    "racetam",
    "setam",
    "trigine",
    "barbitone",
    "benazine",
    "lisib",
    "ciclib",
    "relin",
    "reline",
    "relina",
    "trozole",
    "trozol",
];

/// Ordinary words with such an ending.
const NOT: &[&str] =
    &["pain", "again", "toxin", "person", "chapine", "doxin", "captain", "certain", "mountain", "vaccine"];

/// Beginnings that only medicines have.
const BEGINNINGS: &[&str] = &[
    "cefa",
    "cefu",
    "cefi",
    "cefo",
    "ceft",
    "sulfa",
    "sulfam",
    "insulin",
    "levothyrox",
    "levotirox",
    "predni",
];

/// Whether `word` is built like a medicine's name.
pub fn has_ending(word: &str) -> bool {
    let length = word.len();
    length >= 6
        && !NOT.contains(&word)
        && (ENDINGS.iter().any(|e| length > e.len() + 1 && word.ends_with(e))
            || (length >= 7 && BEGINNINGS.iter().any(|b| word.starts_with(b))))
}

/// Names, `|` between them.
pub const NAMES: &str = "\
    paracetamol|acetaminophen|acetaminofen|apap|tylenol|calpol|panadol|doliprane|dafalgan|efferalgan|ben-u-ron|perfalgan|gelocatil|\
    ibuprofen|ibuprofeno|ibuprofene|ibu|motrin|advil|nurofen|brufen|aspirin|aspirina|aspirine|ass|asa|acetylsalicylic acid|adiro|kardegic|\
    naproxen|naproxeno|naproxene|naprosyn|aleve|anaprox|diclofenac|diclofenaco|diclo|voltaren|voltarol|voltarene|indometacin|indomethacin|indometacina|\
    meloxicam|celecoxib|celebrex|etoricoxib|arcoxia|ketorolac|toradol|mefenamic acid|tramadol|ultram|codeine|codeina|codein|co-codamol|\
    co-dydramol|cocodamol|dihydrocodeine|morphine|morfina|morphin|morphium|mst|ms contin|oramorph|sevredol|oxycodone|oxycontin|oxynorm|percocet|vicodin|\
    norco|hydrocodone|hydromorphone|dilaudid|fentanyl|fentanilo|durogesic|buprenorphine|buprenorphin|butrans|methadone|tapentadol|palexia|tilidin|\
    metamizol|metamizole|novalgin|novaminsulfon|nolotil|dipirona|dexketoprofeno|enantyum|spasfon|phloroglucinol|buscopan|butylscopolamin|hyoscine|\
    amoxicillin|amox|amoxi|amoxil|augmentin|augmentine|co-amoxiclav|coamoxiclav|amoxiclav|amoxicilina clavulanico|penicillin|penicillin v|penicilina|pen v|pen vk|penv|\
    phenoxymethylpenicillin|flucloxacillin|fluclox|dicloxacillin|cloxacilina|keflex|cephalexin|cefalexin|cefuroxim|cefuroxime|omnicef|azithromycin|azithro|zithromax|z-pak|\
    zpak|z-pack|clarithromycin|clarithro|klacid|biaxin|erythromycin|erythro|roxithromycin|doxycycline|doxy|doxycyclin|minocycline|lymecycline|\
    tetracycline|nitrofurantoin|nitrofurantoina|macrobid|macrodantin|trimethoprim|trimetoprima|co-trimoxazole|cotrimoxazol|cotrim|bactrim|septra|septrin|tmp-smx|tmp/smx|\
    cotrimoxazole|fosfomycin|fosfomycine|fosfomicina|monuril|monurol|pivmecillinam|cipro|ciprofloxacin|levaquin|levo|metronidazole|flagyl|tinidazole|\
    vancomycin|vanc|clindamycin|clinda|linezolid|rifampicin|rifampin|rifampicine|isoniazid|isoniazida|pyrazinamide|ethambutol|rifinah|rifaximin|gentamicin|\
    fluconazole|fluconazol|diflucan|nystatin|nistatina|nystatine|terbinafine|terbinafin|lamisil|griseofulvin|clotrimazole|clotrimazol|canesten|miconazole|daktarin|ketoconazole|\
    aciclovir|acyclovir|zovirax|valaciclovir|valacyclovir|valtrex|famciclovir|oseltamivir|tamiflu|paxlovid|ivermectin|ivermectina|permethrin|permetrina|dimeticone|malathion|\
    albendazole|mebendazole|vermox|hydroxychloroquine|plaquenil|methotrexate|metotrexato|methotrexat|mtx|sulfasalazine|sulfasalazin|leflunomide|azathioprine|azathioprin|\
    azatioprina|mycophenolate|ciclosporin|ciclosporine|tacrolimus|adalimumab|humira|etanercept|enbrel|infliximab|colchicine|colchicina|colchicin|allopurinol|alopurinol|\
    febuxostat|prednisolone|prednisolon|prednisolona|prednisone|prednison|prednisona|pred|medrol|methylprednisolone|hydrocortisone|hydrocortison|hidrocortisona|hc|\
    dexamethasone|dexamethason|dexametasona|dexa|betamethasone|mometasone|mometason|mometasona|beclometasone|beclomethasone|fluticasone|flonase|flixonase|nasonex|\
    avamys|budesonide|pulmicort|clobetasol|eumovate|dermovate|betnovate|triamcinolone|\
    salbutamol|albuterol|ventolin|ventoline|proair|salb|ipratropium|atrovent|tiotropium|spiriva|symbicort|seretide|advair|fostair|trelegy|trelegy ellipta|relvar|formoterol|\
    salmeterol|fluticasone/salmeterol|budesonide/formoterol|montelukast|singulair|theophylline|acetylcysteine|acetilcisteina|acc|nac|ambroxol|mucosolvan|guaifenesin|mucinex|\
    carbocisteine|dextromethorphan|robitussin|pseudoephedrine|sudafed|xylometazoline|xylometazolin|xilometazolina|oxymetazoline|afrin|otrivin|otrivine|\
    cetirizine|cetirizin|cetirizina|zyrtec|loratadine|loratadin|loratadina|claritin|desloratadine|fexofenadine|allegra|telfast|levocetirizine|chlorphenamine|chlorpheniramine|piriton|\
    diphenhydramine|benadryl|promethazine|phenergan|hydroxyzine|hydroxyzin|hidroxicina|atarax|adrenaline|epinephrine|epipen|epi-pen|auto-injector|auto-injectors|jext|\
    omeprazole|omeprazol|prilosec|esomeprazole|nexium|lansoprazole|pantoprazole|pantoprazol|protonix|rabeprazole|ranitidine|ranitidin|ranitidina|zantac|famotidine|famotidin|famotidina|pepcid|\
    gaviscon|almax|antacid|antacids|antiacido|maalox|sucralfate|sucralfato|domperidone|domperidona|motilium|metoclopramide|metoclopramid|metoclopramida|mcp|reglan|ondansetron|zofran|\
    prochlorperazine|stemetil|cyclizine|betahistine|betahistin|betahistina|loperamide|loperamid|loperamida|imodium|racecadotril|smecta|senna|senokot|bisacodyl|bisacodilo|dulcolax|lactulose|\
    lactulosa|laxido|movicol|movicol paediatrico|macrogol|miralax|polyethylene glycol|peg 3350|docusate|colace|ispaghula|fybogel|psyllium|metamucil|mesalazine|mesalamine|\
    mesalazin|ursodiol|ursodeoxycholic acid|creon|pancreatin|ors|oral rehydration salts|oral rehydration solution|dioralyte|pedialyte|suero oral|rehydration sachets|zinc|zinco|zink|probiotic|probiotics|probiotico|\
    probioticos|probiotiques|\
    metformin|metformina|metformine|glucophage|gliclazide|gliclazid|gliclazida|glimepiride|glimepirid|glimepirida|glipizide|glyburide|glibenclamide|glibenclamid|glibenclamida|sitagliptin|januvia|\
    linagliptin|empagliflozin|jardiance|dapagliflozin|forxiga|farxiga|semaglutide|ozempic|wegovy|rybelsus|liraglutide|dulaglutide|dulaglutida|trulicity|exenatide|tirzepatide|\
    mounjaro|insulin|insulina|insuline|glargine|glargin|glargina|lantus|levemir|detemir|tresiba|degludec|toujeo|lispro|humalog|aspart|novorapid|novolog|humulin|insulatard|nph|\
    levothyroxine|levothyroxin|lthyroxin|l-thyroxin|levotiroxina|levothyrox|eutirox|euthyrox|thyroxine|synthroid|carbimazole|carbimazol|methimazole|thiamazol|propylthiouracil|\
    lisinopril|ramipril|enalapril|perindopril|captopril|losartan|valsartan|candesartan|irbesartan|olmesartan|telmisartan|amlodipine|amlodipin|amlodipino|nifedipine|\
    felodipine|lercanidipine|diltiazem|verapamil|bisoprolol|metoprolol|metoprolol succinate|atenolol|propranolol|carvedilol|nebivolol|labetalol|\
    furosemide|furosemid|furosemida|lasix|lasilix|bumetanide|torsemide|torasemide|torasemid|torasemida|spironolactone|spironolacton|espironolactona|eplerenone|eplerenona|indapamide|indapamid|indapamida|\
    hydrochlorothiazide|hidroclorotiazida|hydrochlorothiazid|hct|hctz|bendroflumethiazide|chlorthalidone|chlortalidone|sacubitril|sacubitril/valsartan|entresto|ivabradine|hydralazine|doxazosin|\
    isosorbide|isosorbide mononitrate|ismn|gtn|gtn spray|glyceryl trinitrate|nitroglycerin|nitroglicerina|nitro|nitrospray|nicorandil|ranolazine|digoxin|digoxina|digoxine|amiodarone|amiodaron|amiodarona|flecainide|\
    sotalol|atorvastatin|rosuvastatin|simvastatin|pravastatin|ezetimibe|ezetimib|ezetimiba|fenofibrate|statin|statins|warfarin|warfarina|coumadin|coumadine|marcumar|phenprocoumon|sintrom|acenocumarol|\
    apixaban|eliquis|rivaroxaban|xarelto|edoxaban|dabigatran|enoxaparin|lovenox|clexane|dalteparin|fragmin|heparin|heparina|heparine|tinzaparin|innohep|fondaparinux|clopidogrel|plavix|\
    ticagrelor|brilinta|prasugrel|tranexamic acid|acido tranexamico|acide tranexamique|dipyridamole|\
    sertraline|sertralin|sertralina|zoloft|fluoxetine|prozac|citalopram|escitalopram|cipralex|lexapro|paroxetine|venlafaxine|duloxetine|duloxetin|cymbalta|mirtazapine|mirtazapin|mirtazapina|bupropion|trazodone|trazodona|\
    amitriptyline|amitriptylin|amitriptilina|nortriptyline|quetiapine|quetiapin|quetiapina|seroquel|olanzapine|olanzapin|risperidone|risperidon|aripiprazole|haloperidol|haldol|lithium|litio|lamotrigine|lamotrigin|\
    valproate|valproat|valproic acid|levetiracetam|keppra|carbamazepine|carbamazepin|oxcarbazepine|topiramate|phenytoin|gabapentin|neurontin|pregabalin|lyrica|diazepam|valium|\
    lorazepam|lorazepan|lormetazepam|ativan|tavor|temazepam|clonazepam|alprazolam|bromazepam|lexatin|chlordiazepoxide|zopiclone|zopiclon|zolpidem|melatonin|melatonina|melatonine|methylphenidate|methylphenidat|ritalin|concerta|atomoxetine|\
    lisdexamfetamine|donepezil|memantine|rivastigmine|co-careldopa|sinemet|levodopa|madopar|co-beneldopa|rasagiline|pramipexole|pramipexol|ropinirole|baclofen|baclofeno|tizanidine|\
    cyclobenzaprine|flexeril|methocarbamol|robaxin|sumatriptan|rizatriptan|zolmitriptan|topamax|pizotifen|propanolol|\
    tamsulosin|flomax|finasteride|oxybutynin|solifenacin|mirabegron|tolterodine|sildenafil|tadalafil|phenazopyridine|pyridium|potassium citrate|desmopressin|\
    alendronate|alendronic acid|alendronato|acide alendronique|alendronsaure|fosamax|risedronate|zoledronate|zoledronic acid|denosumab|prolia|ibandronate|calcium|calcio|kalzium|adcal|adcal d3|calcichew|caltrate|vitamin d|vit d|\
    vitamin d3|vit d3|vitamina d|vitamine d|colecalciferol|cholecalciferol|colecalciferol|dekristol|vigantol|vigantoletten|calcifediol|hidroferol|uvedose|zymad|vitamin b12|b12|vitamina b12|vitamine b12|vitamin c|vitamina c|vitamine c|\
    vitamin k|hydroxocobalamin|cyanocobalamin|cianocobalamina|folic acid|folate|acido folico|acide folique|folsaure|iron|iron tablets|hierro|fer|eisen|ferrous sulfate|ferrous sulphate|ferrous fumarate|ferrous gluconate|tardyferon|ferro sanol|sulfato ferroso|\
    iron sulfate|thiamine|thiamin|pyridoxine|multivitamin|multivitamins|prenatal vitamin|prenatal vitamins|magnesium|magnesio|magnesium citrate|potassium chloride|kcl|k-dur|slow-k|sodium bicarbonate|omega-3|fish oil|biotin|\
    desogestrel|norethisterone|microgynon|estradiol|estriol|utrogestan|progesterone|progesteron|progesterona|levonorgestrel|medroxyprogesterone|depo-provera|tamoxifen|letrozole|anastrozole|clomifene|hrt|combined pill|the pill|minipill|\
    testosterone|cabergoline|isotretinoin|isotretinoina|adapalene|adapalene/bpo|benzoyl peroxide|tretinoin|metronidazole gel|azelaic acid|calcipotriol|dovobet|coal tar|ammonium lactate|urea cream|\
    fusidic acid|fusidin|fucidin|fucidine|acido fusidico|mupirocin|bactroban|chloramphenicol|cloranfenicol|ofloxacin|tobramycin|tobramicina|tobradex|timolol|latanoprost|bimatoprost|brinzolamide|dorzolamide|\
    hyaluronate|artificial tears|eye lubricant|lubricating drops|lubricating eye drops|carbomer|olopatadine|cyclopentolate|atropine|otomize|sofradex|locorten|acetic acid|olive oil|olive oil drops|sodium cromoglicate|\
    capsaicin|lidocaine|lidocain|lidocaina|emla|glucosamine|arnica|bonjela|chlorhexidine|chlorhexidin|clorhexidina|corsodyl|listerine|betadine|povidone iodine|povidona yodada|silver sulfadiazine|\
    emollient|emollients|emoliente|emolientes|emollientien|cetraben|diprobase|e45|aveeno|doublebase|moisturiser|moisturizer|aquaphor|eucerin|petroleum jelly|vaseline|nicotine|nicotina|nicorette|nicotine patch|nicotine patches|varenicline|\
    champix|chantix|naltrexone|acamprosate|disulfiram|antabuse|denosumab|romosozumab|mepolizumab|omalizumab|pembrolizumab|trastuzumab|letrozol|anastrozol|bicalutamide|hydroxycarbamide|hydroxyurea|ketotifen|\
    antibiotic|antibiotics|antibiotico|antibioticos|antibiotique|antibiotiques|antibiotikum|antibiotika|steroid|steroids|corticoide|corticoides|corticoides|kortison|cortison|cortisone|nsaid|nsaids|aine|aines|painkiller|painkillers|analgesic|analgesics|analgesia|analgesico|\
    analgesicos|antalgique|antalgiques|schmerzmittel|antihistamine|antihistamines|antihistaminico|antihistaminique|antihistaminikum|blood thinner|blood thinners|anticoagulant|anticoagulants|laxative|laxatives|laxante|laxantes|laxatif|abfuhrmittel|\
    decongestant|decongestants|ppi|beta blocker|beta-blocker|water tablet|water pill|diuretic|diuretics|opioid|opioids|opiates|cough medicine|cough syrup|jarabe|sirop|hustensaft|sleeping tablets|sleeping pills|\
    triptan|triptans|antidepressant|antidepressants|contraceptive pill|antifungal|antifungal powder|antifungal cream|steroid cream|supplement|multivitamines|multivitaminico|\
    clari|trimeth|nitrofur|bendro|indap|simva|atorva|rosuva|prava|amlo|ramip|lisin|lisino|perind|bisop|biso|metop|metop succ|carved|propran|furos|furo|spiro|\
    metf|gliclaz|glim|empa|dapa|sita|lina|omep|lansop|panto|apix|riva|edox|warf|clopi|tica|amitrip|ami|nortrip|sertral|cital|fluox|mirtaz|venla|\
    dulox|gabap|pregab|tram|oxy|oxy ir|pcm|para|dihydro|cocod|naprox|senn|lactu|hyclo|methotrex|hcq|ssz|alendro|colecal|folate tabs|thyrox|\
    levothyrox|carbim|allop|colch|tamsul|solif|levocet|cetir|lorat|chlorphen|beclo|clenil|fost|monte|cef|ceph|cefur|ceftriax|ceftriaxone|pip-taz|\
    tazocin|gent|mero|teic|vori|fluco|acic|valac|difflam|benzydamine|biktarvy|salicylic acid|riboflavin|cranberry|cranberry capsules|honey|apiretal|dalsy|\
    cefazolina|cefazolin|cefazoline|prophylactic antibiotics|anti inflammatories|anti-inflammatories|anti-inflammatory|anti inflammatory tablets|anti-inflammatory tablets|\
    anti-inflammatoire|anti-inflammatoires|antiinflamatorio|antiinflamatorios|entzundungshemmer|dermocorticoide|dermocorticoides|kortisoncreme|kortisontabletten|cortisontabletten|\
    etanercept|ssri|snri|topical steroid|topical steroids|turmeric|pethidine|ketamine|clozapine|olanzapin";
