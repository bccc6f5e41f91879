//! The stems by which the World Health Organization names medicines (INN), in their national spellings.

/// Endings that only medicines have.
pub const ENDINGS: &str = "\
    cillin cilline cilina zillin mycin mycine micina micine floxacin floxacine floxacino cycline ciclina cyclin \
    zyklin conazole conazol prazole prazol nidazole nidazol bendazole bendazol statin statine statina sartan olol \
    dipine dipino dipin gliptin gliptine gliptina gliflozin gliflozine gliflozina glutide glutida glutid formin \
    formine formina glitazone triptan triptyline triptilina triptylin oxetine oxetina oxetin azepam zolam codone \
    codona codon profen profene profeno coxib thiazide tiazida thiazid semide semida semid parin parine parina \
    xaban gatran grel nisolone nisolona nisolon nisone nisona nison methasone metasona methason metasone cortisone \
    cortisona cortison sonide sonida sonid terol tropium tropio lukast setron dronate dronat dronato dronique \
    dronsaure phylline filina phyllin barbital ciclovir cyclovir tegravir amivir limumab ximab zumab tinib ipril \
    opril pril alopril lafaxine lafaxina lafaxin giline azosin zosin zosine zosina losin losine losina tadine \
    tadina tadin tirizine tirizina tirizin fenadine fenadina fenadin nazine ridone ridona ridon apine apina quine \
    caine caina stigmine fenac oxicam steride sterid afil paroxetine piprazole piprazol gabalin gabalina gabaline \
    bapentin bapentina bapentine racetam setam trigine barbitone benazine lisib ciclib relin reline relina trozole \
    trozol azole azoles triptane xabane xabanum sidone peridol peridone dopa mantadine mantine curonium lactone \
    lactona lacton nidine oxacillin penem bactam vudine vudina navir previr asvir buvir rafenib metinib parib \
    zomib mumab tuzumab kinra poetin grastim platin platino platine taxel rubicin trexate trexato trexat purine \
    mustine poside bicin fungin penamide benazole quantel mectin mectina nazole sulide fenamic dolac tropine \
    tropina tropin phenidate fetamine fetamina fetamin azolam azepan perone perona tidine tidina tidin prazan \
    prostol ladone nersen glitazona glitazon glinide glinida glinid rapril sporin sporine sporina limus \
    mycophenolate stigmin vaptan fibrate fibrato fibrat cromil thromycin bradine bradina bradin ciguat dralazine \
    dralazina denafil sterida relix prost oprost";

/// Ordinary words with such an ending.
pub const NOT: &str = "pain again toxin cholesterol colesterol medicine combine determine person chapine doxin captain certain \
    mountain vaccine";

/// Beginnings that only medicines have.
pub const BEGINNINGS: &str = "cefa cefu cefi cefo ceft sulfa sulfam insulin levothyrox levotirox predni";
