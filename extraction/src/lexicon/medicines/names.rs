//! Generic and common brand names whose ending does not give them away, as written in any of the four languages, folded.

/// Names, `|` between them.
pub const NAMES: &str = "\
    paracetamol|acetaminophen|acetaminofen|apap|tylenol|calpol|panadol|doliprane|dafalgan|efferalgan|ben-u-ron|perfalgan|gelocatil|\
    ibuprofen|ibuprofeno|ibuprofene|ibu|motrin|advil|nurofen|brufen|aspirin|aspirina|aspirine|ass|asa|acetylsalicylic acid|adiro|kardegic|\
    naproxen|naproxeno|naproxene|naprosyn|aleve|anaprox|diclofenac|diclofenaco|diclo|voltaren|voltarol|voltarene|indometacin|indomethacin|indometacina|\
    meloxicam|celecoxib|celebrex|etoricoxib|arcoxia|ketorolac|toradol|mefenamic acid|tramadol|ultram|codeine|codeina|codein|co-codamol|\
    co-dydramol|cocodamol|dihydrocodeine|morphine|morfina|morphin|morphium|mst|ms contin|oramorph|sevredol|oxycodone|oxycontin|oxynorm|percocet|vicodin|\
    norco|hydrocodone|hydromorphone|dilaudid|fentanyl|fentanilo|durogesic|buprenorphine|buprenorphin|butrans|methadone|tapentadol|palexia|tilidin|\
    metamizol|metamizole|novalgin|novaminsulfon|nolotil|dipirona|dexketoprofeno|enantyum|spasfon|phloroglucinol|buscopan|butylscopolamin|hyoscine|\
    amoxicillin|amoxicilina|amox|amoxi|amoxil|augmentin|augmentine|co-amoxiclav|coamoxiclav|amoxiclav|amoxicilina clavulanico|penicillin|penicillin v|penicilina|pen v|pen vk|penv|\
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
    iron sulfate|thiamine|thiamin|pyridoxine|multivitamin|multivitamins|multiple vitamin|multiple vitamins|multi vitamin|multi vitamins|prenatal vitamin|prenatal vitamins|magnesium|magnesio|magnesium citrate|potassium chloride|kcl|k-dur|slow-k|sodium bicarbonate|omega-3|fish oil|biotin|\
    desogestrel|norethisterone|microgynon|pilule|pille|antibabypille|estradiol|estriol|utrogestan|progesterone|progesteron|progesterona|levonorgestrel|medroxyprogesterone|depo-provera|tamoxifen|letrozole|anastrozole|clomifene|hrt|combined pill|the pill|minipill|\
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
    etanercept|ssri|snri|topical steroid|topical steroids|turmeric|pethidine|ketamine|clozapine|olanzapin|\
    anoro|braltus|incruse|eklira|genuair|seebri|ultibro|spiolto|berodual|bricanyl|airomir|salamol|easyhaler|duoresp|flutiform|qvar|alvesco|asmanex|\
    duoneb|combivent|nebusal|mucoclear|hypertonic saline|dornase alfa|pulmozyme|kaftrio|kalydeco|symkevi|trikafta|malarone|lariam|atovaquone|proguanil|\
    chloroquine|primaquine|praziquantel|triclabendazole|levamisole|niclosamide|pyrantel|sevelamer|renvela|phosex|fosrenol|lanthanum|alfacalcidol|\
    one alpha|calcitriol|rocaltrol|cinacalcet|renavit|erythropoietin|epoetin|aranesp|darbepoetin|mircera|paclitaxel|docetaxel|capecitabine|xeloda|\
    oxaliplatin|cisplatin|carboplatin|gemcitabine|herceptin|pertuzumab|rituximab|bevacizumab|imatinib|erlotinib|osimertinib|ibrutinib|lenalidomide|\
    thalidomide|bortezomib|everolimus|sirolimus|temozolomide|abiraterone|enzalutamide|goserelin|zoladex|leuprorelin|prostap|decapeptyl|triptorelin|\
    exemestane|fulvestrant|palbociclib|ribociclib|megestrol|filgrastim|pegfilgrastim|neulasta|aprepitant|granisetron|nivolumab|buvidal|subutex|suboxone|\
    methadone mixture|physeptone|espranor|epclusa|harvoni|mavyret|maviret|sofosbuvir|velpatasvir|ledipasvir|entecavir|tenofovir|truvada|descovy|lamivudine|\
    abacavir|dolutegravir|tivicay|triumeq|genvoya|odefsey|darunavir|raltegravir|efavirenz|valganciclovir|valcyte|ganciclovir|pentamidine|dapsone|\
    atovaquone suspension|co-artem|riamet|artemether|gonal-f|gonal f|cetrotide|ovitrelle|menopur|clomid|letrozole trigger|cyclogest|crinone|lutinus|\
    progynova|evorel|evorel conti|elleste|estradot|oestrogel|vagifem|ovestin|premarin|femoston|tibolone|micronised progesterone|mirena|nexplanon|\
    jaydess|yasmin|marvelon|cerazette|cerelle|noriday|provera|sayana press|nuvaring|ellaone|levonelle|naloxone|narcan|\
    lofexidine|clonidine|guanfacine|intuniv|elvanse|vyvanse|adderall|strattera|xenidate|medikinet|equasym|modafinil|provigil|dexamfetamine|amfetamine|\
    caffeine citrate|priadel|camcolit|lithium carbonate|depakote|epilim|sodium valproate|tegretol|lamictal|lacosamide|vimpat|brivaracetam|briviact|\
    zonisamide|perampanel|fycompa|clobazam|frisium|ethosuximide|vigabatrin|rufinamide|primidone|mysoline|phenobarbital|phenobarbitone|stiripentol|\
    cannabidiol|epidyolex|buccolam|buccal midazolam|midazolam|stesolid|rectal diazepam|abilify|zyprexa|risperdal|paliperidone|xeplion|trevicta|clozaril|\
    amisulpride|solian|lurasidone|cariprazine|zuclopenthixol|clopixol|flupentixol|depixol|fluphenazine|chlorpromazine|largactil|levomepromazine|nozinan|\
    procyclidine|trihexyphenidyl|benztropine|benzatropine|tetrabenazine|vortioxetine|brintellix|agomelatine|valdoxan|trintellix|fluvoxamine|clomipramine|\
    imipramine|dosulepin|lofepramine|doxepin|moclobemide|phenelzine|buspirone|wellbutrin|effexor|pristiq|desvenlafaxine|celexa|paxil|remeron|esketamine|\
    spravato|propranolol la|stilnox|circadin|ramelteon|suvorexant|daridorexant|aimovig|erenumab|fremanezumab|ajovy|galcanezumab|emgality|rimegepant|\
    vydura|nurtec|ubrogepant|imigran|maxalt|zomig|relpax|eletriptan|naratriptan|almotriptan|frovatriptan|flunarizine|botox|botulinum toxin|dihydroergotamine|\
    cafergot|indomethacin sr|stugeron|cinnarizine|cinarizine|meclizine|antivert|dramamine|dimenhydrinate|scopolamine patch|scopoderm|stalevo|\
    entacapone|opicapone|ongentys|safinamide|selegiline|rotigotine|neupro|apomorphine|apo-go|amantadine|riluzole|rilutek|pyridostigmine|mestinon|\
    neostigmine|fampridine|baclofen pump|dantrolene|natalizumab|ocrelizumab|ocrevus|teriflunomide|aubagio|fingolimod|gilenya|dimethyl fumarate|tecfidera|\
    interferon beta|avonex|rebif|copaxone|glatiramer|cladribine|siponimod|toprol|toprol xl|lopressor|tenormin|inderal|coreg|cardizem|tiazac|norvasc|\
    istin|adalat|plendil|zestril|prinivil|tritace|altace|vasotec|accupril|quinapril|benazepril|trandolapril|fosinopril|cozaar|diovan|atacand|benicar|\
    micardis|avapro|hyzaar|exforge|aldactone|inspra|finerenone|kerendia|metolazone|zaroxolyn|bumex|demadex|dyazide|triamterene|amiloride|minoxidil|\
    methyldopa|aldomet|moxonidine|prazosin|terazosin|nitrolingual|isordil|imdur|ismo|monomil|glytrin|nitrostat|ranexa|procoralan|corlanor|verquvo|\
    vericiguat|cordarone|multaq|dronedarone|propafenone|lanoxin|disopyramide|lipitor|crestor|zocor|pravachol|lescol|fluvastatin|zetia|ezetrol|inegy|\
    vytorin|bempedoic acid|nilemdo|inclisiran|leqvio|evolocumab|repatha|alirocumab|praluent|vascepa|icosapent ethyl|omacor|gemfibrozil|bezafibrate|\
    colestyramine|cholestyramine|questran|colesevelam|lixiana|pradaxa|jantoven|arixtra|zibor|bemiparin|hibor|nadroparin|fraxiparine|certoparin|asasantin|\
    persantin|cilostazol|pentoxifylline|naftidrofuryl|basaglar|semglee|abasaglar|lyumjev|fiasp|apidra|glulisine|humulin i|humulin m3|novomix|novomix 30|\
    novolin|nph insulin|isophane|insulin degludec|insulin aspart|insulin lispro|insulin detemir|insulin glargine|actrapid|mix25|humalog mix25|humalog mix 25|\
    mixtard|saxenda|victoza|bydureon|zepbound|invokana|canagliflozin|steglatro|ertugliflozin|synjardy|xigduo|janumet|jentadueto|galvus|vildagliptin|\
    saxagliptin|alogliptin|pioglitazone|actos|repaglinide|nateglinide|acarbose|glucobay|diamicron|amaryl|gliclazide mr|glucagon|glucogel|dextrose gel|\
    glucose tablets|diazoxide|eltroxin|unithroid|levoxyl|armour thyroid|liothyronine|cytomel|tapazole|neomercazole|ptu|fludrocortisone|florinef|plenadren|\
    cortef|dostinex|bromocriptine|somatropin|norditropin|genotropin|octreotide|lanreotide|tolvaptan|ddavp|desmopressin melts|noqdirna|teriparatide|\
    forsteo|evenity|bonviva|actonel|aclasta|reclast|raloxifene|evista|calcitonin|strontium|pentosan|xyzal|rupatadine|bilastine|ilaxten|clarinex|azelastine|\
    dymista|rhinolast|rhinocort|nasacort|omnaris|beconase|pirinase|ryaltris|sterimar|neilmed|saline spray|saline drops|saline nasal spray|epinastine|\
    zaditor|pataday|opatanol|cromoglicate|opticrom|nedocromil|grazax|acarizax|acyclovir cream|famvir|relenza|zanamivir|molnupiravir|lagevrio|baloxavir|\
    xofluza|posaconazole|voriconazole|itraconazole|sporanox|anidulafungin|caspofungin|amphotericin|flucytosine|ciclopirox|amorolfine|loceryl|curanail|\
    econazole|sertaconazole|gyno-daktarin|canesten hc|daktacort|trimovate|timodine|nizoral|selsun|selenium sulfide|selenium sulphide|selenium|t-gel|\
    polytar|capasal|ketoconazole shampoo|ampicillin|pivampicillin|temocillin|piperacillin|meropenem|ertapenem|imipenem|cefadroxil|cefaclor|cefixime|\
    suprax|cefpodoxime|cefdinir|cefprozil|ceftibuten|ceftazidime|fidaxomicin|dificid|vancocin|teicoplanin|daptomycin|zyvox|tedizolid|moxifloxacin|\
    avelox|norfloxacin|methenamine|hiprex|uribel|uro-vaxom|sulfadiazine|vibramycin|vibra-tabs|monodox|oracea|solodyn|telithromycin|spiramycin|\
    josamycin|pristinamycin|pyostacine|secnidazole|nitazoxanide|bezlotoxumab|duac|epiduo|treclin|zineryt|dalacin|differin|skinoren|finacea|rozex|\
    soolantra|efracea|roaccutane|accutane|acitretin|neotigason|spironolactone for acne|panoxyl|acnecide|cetaphil|cerave|dermol|epaderm|hydromol|zerobase|\
    zeroderm|oilatum|balneum|aveeno cream|aquacel|calmurid|eurax|crotamiton|calamine|calamine lotion|calamin|dermovate ointment|elocon|fucibet|fucidin h|\
    locoid|eumovate cream|synalar|diprosone|diprosalic|enstilar|dovonex|silkis|exorex|protopic|elidel|pimecrolimus|tacrolimus ointment|dupilumab|\
    dupixent|tralokinumab|baricitinib|upadacitinib|rinvoq|tofacitinib|xeljanz|secukinumab|cosentyx|ixekizumab|ustekinumab|stelara|guselkumab|risankizumab|\
    skyrizi|certolizumab|golimumab|simponi|abatacept|orencia|tocilizumab|sarilumab|anakinra|canakinumab|belimumab|benlysta|voclosporin|apremilast|\
    otezla|efudix|fluorouracil cream|5-fu cream|imiquimod|aldara|solaraze|zyclara|aluminium chloride|driclor|glycopyrronium|propantheline|minoxidil lotion|\
    regaine|finasteride 1 mg|bimatoprost lash|permethrin cream|lyclear|derbac|hedrin|xalatan|lumigan|travatan|travoprost|tafluprost|saflutan|\
    ganfort|azarga|azopt|trusopt|cosopt|simbrinza|combigan|alphagan|brimonidine|pilocarpine|diamox|acetazolamide|pred forte|predforte|prednisolone drops|\
    maxidex|maxitrol|fml|fluorometholone|lotemax|loteprednol|acular|nevanac|nepafenac|bromfenac|yellox|chloramphenicol drops|chloramphenicol ointment|\
    fusithalmic|hypromellose|hylo|hylo-tear|hylo forte|systane|thealoz|celluvisc|viscotears|xailin|lacri-lube|ikervis|restasis|ciclosporin drops|\
    azithromycin drops|azyter|aciclovir ointment|ganfort drops|lucentis|eylea|aflibercept|ranibizumab|lutein|preservision|cyclogyl|homatropine|tropicamide|\
    entocort|budenofalk|cortiment|asacol|pentasa|octasa|salofalk|mezavant|salazopyrin|imuran|mercaptopurine|6-mp|methotrexate injection|cimzia|entyvio|\
    vedolizumab|modulen|questran light|colpermin|peppermint oil|mebeverine|colofac|alverine|spasmonal|duspatal|linaclotide|constella|prucalopride|\
    resolor|lubiprostone|naloxegol|relistor|picolax|moviprep|plenvu|citramag|klean-prep|phosphate enema|micralax|microlax|glycerin suppository|glycerine suppositories|\
    glycerol suppositories|senna syrup|docusol|normacol|celevac|optifibre|inulin|simethicone|simeticone|infacol|colief|gripe water|gaviscon infant|\
    peptac|rennie|tums|pepto|pepto-bismol|bismuth|bismuth subsalicylate|pylera|de-noltab|vonoprazan|dexlansoprazole|dexilant|cimetidine|nizatidine|\
    misoprostol|cytotec|arthrotec|vimovo|anusol|scheriproct|proctosedyl|xyloproct|glyceryl trinitrate ointment|rectogesic|diltiazem cream|ursofalk|\
    obeticholic acid|ocaliva|xifaxan|targaxan|lactitol|pancrex|nutrizym|buscopan 10|octreotide lar|teduglutide|oxybutynin patch|kentera|vesicare|\
    detrusitol|toviaz|fesoterodine|trospium|betmiga|myrbetriq|duodart|combodart|avodart|dutasteride|proscar|cardura|alfuzosin|xatral|silodosin|flomaxtra|\
    viagra|cialis|levitra|vardenafil|alprostadil|caverject|potassium citrate mixture|d-mannose|elmiron|cystistat|gepan|vagifem pessary|exjade|deferasirox|\
    desferal|deferiprone|tranexamic|txa|eltrombopag|romiplostim|anagrelide|ruxolitinib|jakafi|interferon|peginterferon|factor viii|emicizumab|hemlibra|\
    ferinject|monofer|venofer|iron sucrose|ferric carboxymaltose|ferrous|feramax|feospan|sytron|galfer|niferex|ferroglobin|floradix|folinic acid|\
    leucovorin|b6|vitamin b6|b1|vitamin b1|b complex|vitamin b complex|vit b|vitamin b|pabrinex|forceval|ketovite|abidec|dalivit|adek|adek vitamin|\
    dekas|aquadeks|vitamin a|vit a|vitamin e|vit e|coenzyme q10|co-q10|coq10|ubiquinone|evening primrose oil|st john's wort|echinacea|ginkgo|valerian|\
    melatonin mr|probiotic capsules|lactobacillus|vsl#3|saccharomyces|florastor|bio-kult|yakult|psyllium husk|glutamine|carnitine|\
    levocarnitine|sodium chloride|slow sodium|salt tablets|sando-k|sando k|kay-cee-l|magnaspartate|mag ox|magnesium oxide|magnesium glycinate|magnesium aspartate|\
    calcium carbonate|calcium citrate|calcium acetate|phosphate sandoz|sodium phosphate|bicarb|sodium bicarb|shohl's solution|alendronate weekly|\
    accrete|accrete d3|evacal|theical|fultium|stexerol|thorens|desunin|pro d3|ca/d3|ca/vit d|calcium/vit d|calcium and vitamin d|calcium + vit d|\
    calcium + d3|ca + d|adcal-d3|morphgesic|zomorph|mxl|sevredol tabs|oxynorm liquid|longtec|shortec|targinact|targin|palexia sr|nucynta|abstral|\
    effentora|matrifen|actiq|butec|transtec|temgesic|meptazinol|zydol|zamadol|tramacet|solpadol|zapain|kapake|co-codaprin|paramol|remedeine|codeine linctus|\
    pholcodine|nefopam|acupan|lidocaine patch|lidocaine patches|lidoderm|versatis|qutenza|capsaicin cream|axsain|zacin|voltaren gel|voltarol gel|\
    ibugel|ibuleve|movelat|deep heat|tiger balm|biofreeze|salonpas|fenbid|feldene|piroxicam|tenoxicam|etodolac|nabumetone|relafen|mobic|dexketoprofen|\
    keral|ketoprofen|oruvail|flurbiprofen|strefen|fenoprofen|tiaprofenic acid|aceclofenac|preservex|sulindac|mefenamic|ponstan|orudis|parecoxib|bextra|\
    zorvolex|tylenol pm|excedrin|midrin|fioricet|butalbital|norgesic|orphenadrine|carisoprodol|skelaxin|metaxalone|zanaflex|lioresal|colchicine low dose|\
    zyloric|uloric|adenuric|probenecid|benemid|rasburicase|dexameth|dex|prednisolone ec|deltacortril|deltasone|rayos|orapred|millipred|solu-medrol|\
    depo-medrone|depo-medrol|kenalog|celestone|betnesol|decadron|budesonide nasal|budesonide nebs|budesonide mmx|xolair|nucala|fasenra|benralizumab|\
    tezspire|reslizumab|theophylline sr|uniphyllin|phyllocontin|aminophylline|carbocisteine caps|erdosteine|mucodyne|mucinex dm|robitussin dm|benylin|\
    tessalon|benzonatate|codeine phosphate|codeine phos|simple linctus|lemsip|strepsils|difflam spray|chloraseptic|covonia|\
    vicks|olbas|menthol|aqueous cream|menthol cream|aqueous cream with menthol|snufflebabe|calpol infant|nurofen for children|junifen|medinol|dioralyte sachets|\
    electrolade|rapolyte|hydralyte|ors sachets|zinc sulphate|zinc sulfate|zinc syrup|rehydration drink|rehydration solution|electrolyte solution|\
    vit d 800|vit d drops|healthy start vitamins|pregnacare|folic|folate 5 mg|aspirin 150|nifedipine mr|labetalol hcl|progesterone pessaries|cyclogest pessaries|\
    metoclopramide tabs|xonvea|doxylamine|doxilamina|piridoxina|metimazol|indacaterol|doxylamine/pyridoxine|diclegis|cyclizine tabs|promethazine teoclate|avomine|prochlorperazine buccal|buccastem|\
    paxil cr|nrt|nicotine gum|nicotine lozenge|nicotine lozenges|nicotine spray|nicotine inhalator|niquitin|nicotinell|cytisine|cytisinicline|zyban|\
    mysimba|orlistat|xenical|phentermine|contrave|topiramate/phentermine|setmelanotide|clenbuterol|omacor caps|fortijuice|complan|aymes|calogen|\
    maxijul|duocal|neocate|nutramigen|aptamil pepti|infatrini|paediasure|pediasure|carobel|thick and easy|nutilis|vitamin k drops|konakion|mct oil|\
    sultanol|foster|auvi-q|auvi q|lax-a-day|lax a day|laxaday|viani|atmadisc|inuvair|rolenium|salbuhexal|berotec|bronchospray|bronchoretard|sinupret|\
    gelomyrtol|bromuc|fluimucil|prospan|capval|paracodin|silomat|nasic|olynth|snup|meaverin|iberogast|lefax|perenterol|vomex|omnic|ramilich|beloc|\
    beloc zok|concor|delix|codiovan|valsacor|torasemid hexal|sortis|godamed|iscover|brilique|ferrlecit|eusaprim|isocillin|megacillin|penhexal|unacid|\
    cefurax|zinnat|elobact|keimax|avalox|tavanic|nifurantin|furadantin|canephron|cystinol|femannose|fucidine creme|advantan|dermatop|ecural|karison|\
    linola|bepanthen|bepanthol|prednicarbat|methylprednisolonaceponat|dermatop creme|cordicant|berodual n|decortin|decortin h|euphyllin|magnetrans|\
    magnesium verla|vigantol oel|dekristolvit|laroxyl|seresta|temesta|xanax|lexomil|imovane|tercian|solupred|celestene|medrol 16|cortancyl|bipreterax|\
    coversyl|aprovel|cotareg|tahor|loxen|amlor|flecaine|kardegic 75|plavix 75|previscan|lovenox 4000|inexium|mopral|eupantol|ogast|pariet|\
    gaviscon suspension|meteospasmyl|debridat|smecta sachets|ultra-levure|tiorfan|vogalene|motilium suspension|forlax|duphalac|macrogol 4000|\
    transipeg|orelox|oroken|zeclar|rulid|oflocet|pyostacine 500|monuril sachet|selexid|bactrim forte|augmentin sirop|clamoxyl|nasonex spray|flixotide|\
    ventoline spray|bricanyl turbuhaler|seretide diskus|innovair|airomir autohaler|aerius|xyzall|polaramine|primalan|toplexil|helicidine|biafine|\
    diprosone creme|locoid creme|mycoster|pevaryl|amycor|dexeryl|cicalfate|homeoplasmine|chibro-cadron|amoxicilina/acido clavulanico|clavulin|\
    apo-metformin|pantoloc|nexium 40|losec|coversyl plus|altace hct|novorapid flexpen|toujeo solostar|enantyum 25|nolotil 575|termalgin|espidifen|\
    algidol|neobrufen|voltaren emulgel|augmentine 875|zitromax|fluimucil forte|flutox|romilar|ebastel|ebastina|bilaxten|ventolin inhalador|\
    symbicort turbuhaler|seretide accuhaler|pulmicort turbuhaler|terbasmin|urbason|dacortin|zamene|deflazacort|emconcor|seloken|adiro 100|disgren|\
    trangorex|seguril|dytide|hidrosaluretil|higrotona|boi-k|omnic ocas|tromalyt|eutirox 50|tirodril|fortasec|primperan|plantaben|emportal|orfidal|\
    trankimazin|tranxilium|noctamid|dumirox|besitran|prisdal|esertia|vandral|deprax|rexer|anafranil|tryptizol|metamizol magnesico|\
    dexketoprofeno trometamol|cloperastina|levodropropizina|acetilcisteina sobres|paracetamol/tramadol|zaldiar|ibuprofeno arginina|mupirocina|\
    acido fusidico crema|prednicarbato|metilprednisolona|betametasona|clotrimazol crema|terbinafina|ivermectina crema|permetrina crema|\
    loratadina jarabe|desloratadina|rupatadina|hierro sacarosa|ferroprotina|profer|glutaferro|acfol|optovite|natecal|mastical|fosamax semanal|\
    telma|telma h|glycomet|glycomet gp|galvus met|galvusmet|amlong|ecosprin|ecosprin av|ecosprin gold|pan 40|pan-d|pantop|shelcal|dolo 650|crocin|\
    augmentin duo|azithral|taxim-o|zifi|montair|montair lc|levolin|budecort|foracort|duolin|seroflo|thyronorm|glimestar|glynase|istamet|stamlo|\
    stamlo beta|losar|losar h|rosuvas|atorlip|clopilet|deplatt|nexito|rantac|omez|razo|sporlac|meftal spas|meftal|combiflam|zerodol|zerodol sp|\
    hifenac|ultracet|becosules|neurobion|uprise d3|calcirol|limcee|orofer|orofer xt|dexorange|autrin|folvite|panado|stilpane|mybulen|myprodol|\
    allergex|asthavent|foxair|pharmapress|ridaq|disprin|ecotrin|panadeine|panadeine forte|panadol osteo|endone|maxolon|somac|ostelin|advagraf|prograf|\
    myfortic|cellcept|septra ss|septra ds|bactrim ds|trimbow|airsupra|breztri|breo|enerzair|flixotide junior|qv|qv cream|daivobet|\
    elidel cream|movicol half|ferro-liquid|ferro-grad|maltofer|advantan fatty ointment|epipen jr|anapen|solpadeine|rizatriptan wafer|maxalt melt|\
    difene|caldesene|exputex|laxido orange|sudocrem|nutriprem|nutriprem 2|fortisip compact|ensure plus|altrakal|scandishake|resource|pro-cal shot|\
    keytruda|opdivo|tagrisso|ibrance|kisqali|verzenio|xgeva|lonsurf|stivarga|folfox|folfiri|capox|ozempic pen|wegovy pen|farxiga tabs|aquacel ag|\
    mepilex|mepilex border|allevyn|inadine|jelonet|medihoney|flaminal|atrauman|kerlix|zinc paste|zinc paste bandage|k-four|profore|profore lite|\
    proshield|cavilon|conotrane|duoderm|\
    tld|rifafour|atripla|tenemine|odimune|sonke|linzess|tiova|asthalin|wysolone|voveran|deriphyllin|avil|efcorlin|human mixtard|thiocolchicoside|budeflam|endep|petogen|nur-isterate|kliovance|yes lubricant|medrol dosepak|kenalog 40\
    |\
    aas|acenocoumarol|acerbon|acetaminofeno|acetylsalicylsaure|acovil|agopton|aldactacine|aldactona|aldocumar|algopyrin|ambien|aspegic|\
    benuron|cardensiel|cardicor|cardyl|cataflam|cipramil|ciprobay|claritine|clarityn|colchimax|decortin-h|dianben|dipyrone|\
    dolormin|falithrom|furix|inipomp|lopresor|lorzaar|lustral|marevan|norvas|novalgine|pantozol|paspertin|prevacid|proventil|renitec|\
    savaysa|seroplex|seropram|stilnoct|thyrax|thyroxin|triatec|warfarine|xanef|yatrox|zimovane|zirtek|zophren|zopiclona|zoton|\
    zyloprim|acido acetilsalicilico|acide acetylsalicylique";
