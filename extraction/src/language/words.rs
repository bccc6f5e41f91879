//! Frequent words of the neighbours of the languages that the rules read, and of some others that are written in Latin letters.
//!
//! Words that a neighbour shares with one of the four are here as well: a word that both have speaks for neither. Folded, without
//! accents; the small words of the language first, then those of notes. Abbreviations of the wards ("po", "PA") are left out.

use crate::lexicon::Language;

/// A language that the rules do not read, and its words.
pub const FOREIGN: &[(&str, &str)] = &[
    (
        "pt",
        "nao sim duas dois tres quatro cinco seis sete oito nove dez quinze vinte trinta vezes vez ao aos dia dias por para \
         com sem se um uma umas uns de do da dos das no na nos nas em ou ate quando apos antes depois durante cada todos \
         todas todo toda semana semanas mes meses hora horas manha manhas tarde noite noites hoje amanha ontem que como os \
         as pela pelo pelas pelos esta este isso esse essa foi tem ter ser mais muito muita tambem mas so ja ha daqui entre \
         sobre sua seu tomar tome toma iniciar inicia iniciou comecar manter mantem suspender suspenda parar pare continuar \
         continue usar use retornar retorno voltar volte regressar consulta consultas exame exames analise analises sangue \
         urina comprimido comprimidos capsula capsulas gota gotas pomada creme xarope via oral doente paciente utente refere \
         febre tosse dor dores nauseas fazer faz faca aplicar aplique evitar evite beber beba agua repouso jejum refeicao \
         refeicoes pequeno almoco jantar deitar dormir acordar medico medica medicacao medicamento receita tensao pressao \
         arterial medir vacina necessario caso novamente proxima proximo feira segunda terca quarta quinta sexta sabado \
         domingo anos ano trabalho caminhar minutos minuto conduzir dirigir retirar pontos penso ferida olho olhos ouvido \
         perna pernas braco costas cabeca garganta acabar passar piorar piora melhorar urgencia centro saude habitual uso \
         continuo alta peso alergia tratamento maximo minimo diario diaria injecao comprar levar lavar gelo fisioterapia \
         litro litros unidades unidade baixa varias varios lenta rapida nariz soro fisiologico joelho colher meio meia \
         reavaliacao trocar proximos primeira primeiro ultimo ultima aumentar reduzir diminuir baixar subir metade cirurgia \
         ferimento levantar andar andando exercicio exercicios comer comida sal acucar fumar alcool copo colheres inalador \
         bomba injetar injetavel dose doses remedio remedios posto hospital enfermeira ligar telefonar resultado resultados \
         raio raios ecografia vacinar banho curativo pele febril gravida crianca bebe mae pai filho filha bem sentir sente \
         tonturas infeccao pulmonar urinaria inicio fim dentro fora acima abaixo cima baixo menos maior menor outro outra \
         outros outras mesmo mesma nesta neste deste desta numa num lhe eu ele ela eles elas voce esteja estiver seja tiver \
         houver pode deve precisa precisar dipirona segundas tercas quartas quintas sextas tardinha e crise asma falta ar \
         rever jatos jato marcada marcado restantes hemograma repetir abdominal ardor diariamente pesar dieta leve \
         hidratacao gel teste retomar retome reavaliar vir venha venho apresentar comparecer sintomas sintoma",
    ),
    (
        "gl",
        "non duas dous tres catro cinco seis sete oito nove dez vegadas veces ao aos dia dias por para con sen se un unha \
         unhas uns de do da dos das no na nos nas en ou ata cando despois antes durante cada todos todas semana semanas mes \
         meses hora horas mana manas tarde noite noites hoxe onte que como os as pola polo polas polos coa co coas cos dende \
         hai foi ten ser mais moito tamen pero xa tomar tome deixar deixe volver consulta analise sangue pastilla pastillas \
         comprimido comprimidos xaxun dor febre tose paciente auga repouso almorzo xantar cea medico aplicar pomada evitar \
         beber facer minutos perna ollo ollos fisioterapia litros durmir metade mellor peor xeonllo xelo exercicio \
         exercicios comer tension ben nin tena nesta neste outro outra mesmo vindeiro vindeira luns martes mercores xoves \
         venres sabado domingo e ecografia abdominal dieta oral",
    ),
    (
        "ca",
        "els les del dels al als amb sense per una uns unes dos dues tres quatre cinc sis set vuit nou deu vegada vegades \
         cop cops dia dies setmana setmanes mes mesos hora hores mati matins tarda vespre vespres nit nits migdia avui dema \
         ahir cada tots totes tot tota durant despres abans fins quan que com no ha han es son esta aquest aquesta pel pels \
         seu seva molt molta tambe pero ja hi ho des si la el un de en prendre prengui pren prenguin deixar aturar suspendre \
         iniciar inicia comencar continuar seguir tornar consulta visita control analisi analitica analitiques sang orina \
         comprimit comprimits capsula capsules gota gotes pomada crema xarop pacient refereix febre tos dolor nausees fer \
         faci feu aplicar evitar beure begui aigua repos deju esmorzar dinar sopar dormir metge metgessa medicacio \
         medicament recepta tensio pressio arterial mesurar vacuna necessari cas proxima proper vinent dilluns dimarts \
         dimecres dijous divendres dissabte diumenge anys any treball caminar minuts conduir treure retirar punts ferida ull \
         ulls orella cama cames brac esquena cap gola acabi acabar capsa empitjora millora urgencies cal indefinida forma \
         habitual alta pes tractament maxim diari diaria posar se rentar gel aqui fisioterapia litre litres unitats unitat \
         baixa laboral lenta rapida nas serum fisiologic genoll cullerada mig mitja altre altra altres mateix mateixa aposit \
         canviar rentats rentat nasals anar vagi venir torni augmentar reduir disminuir meitat primer primera ultim ultima \
         cirurgia exercici exercicis menjar menjars sal sucre fumar alcohol got inhalador dosi dosis hospital infermera \
         trucar resultat resultats radiografia ecografia banyar pell embarassada nen nena nado mare pare fill filla be \
         sentir mareig infeccio pulmonar inici dins fora menys major menor ell ella ells pot hagi sigui tingui estigui noves \
         nous encara nomes aixi perque on aquests aquestes lo li lis ne setmanal mensual recollir laborals i canvis canvi \
         igual abdominal revisio coll mal febricula dieta oral hidratacio hemograma repetir crisi asma pesar tebia tebies \
         compreses dret dreta esquerre esquerra resta ofec simptomes revisar",
    ),
    (
        "it",
        "il lo la gli le un uno una di del della dello dei degli delle da dal dalla nel nella nei sul sulla per con senza \
         tra fra non se che come ed due tre quattro cinque sei sette otto nove dieci quindici venti trenta volta volte al \
         allo alla alle giorno giorni settimana settimane mese mesi ora ore ogni tutti tutte tutto tutta dopo prima poi \
         mattina mattine mattino sera sere notte pomeriggio oggi domani ieri fino quando anche solo molto molta piu ha hanno \
         sono stata stato questo questa suo sua ciascun ciascuno prossimo prossima caso in prendere prenda assumere assuma \
         sospendere sospenda interrompere iniziare inizia continuare continui proseguire tornare torni ritorno visita \
         controllo controlli esame esami analisi sangue urine compressa compresse cpr cp capsula capsule goccia gocce pomata \
         crema sciroppo bustina bustine paziente riferisce febbre tosse dolore dolori nausea fare faccia applicare applichi \
         evitare bere beva acqua riposo digiuno colazione pranzo cena pasti pasto dormire coricarsi medico terapia farmaco \
         ricetta pressione arteriosa misurare vaccino bisogno necessario lunedi martedi mercoledi giovedi venerdi sabato \
         domenica anni anno lavoro camminare minuti guidare togliere rimuovere punti ferita occhio occhi orecchio gamba \
         gambe braccio schiena testa gola scalare sospensione ambulatorio ospedale continuativa abituale peso trattamento \
         massimo die lavare ghiaccio peggiora migliora fisioterapia litro litri unita lenta rapida naso fisiologica \
         soluzione ginocchio cucchiaio mezza mezzo altra altro altri altre stesso stessa medicazione cambiare alterni \
         lavaggi lavaggio nasali andare vada venire rivedere rivalutare aumentare ridurre diminuire meta primo ultimo ultima \
         chirurgia intervento esercizio esercizi mangiare sale zucchero fumare alcol bicchiere inalatore dose dosi \
         infermiere infermiera telefonare chiamare risultato risultati radiografia ecografia bagno doccia pelle gravida \
         bambino bambina neonato madre padre figlio figlia bene sentire capogiri infezione polmonare urinaria inizio fine \
         dentro fuori sotto meno maggiore minore lui lei loro puo deve sia abbia quindi inoltre ancora perche dove qui \
         raccogliere malattia pronto soccorso gg tachipirina cerotto fiala fiale supposta supposte puntura iniezione \
         cucchiai alternati settimanale mensile e nessuna nessun modifica modifiche prosegue febbricola serve servono addome \
         dieta leggera orale idratazione emocromo ripetere crisi asma asmatica affanno destro destra sinistro sinistra \
         impacchi sintomi rivalutazione gelo dimesso dimessa sottocute completare",
    ),
    (
        "nl",
        "de het een en of niet geen is zijn was heeft had wordt worden werd bij op in aan te tot dan naar over uit ook maar \
         nog voor na met zonder van door om als dat die deze dit u uw haar hem zij hij er wel al sinds tijdens gedurende \
         daarna twee drie vier vijf zes zeven acht negen tien veertien keer maal eenmaal tweemaal driemaal daags dag dagen \
         dagelijks per week weken wekelijks maand maanden uur uren elke elk iedere ieder ochtend ochtends avond avonds \
         middag middags nacht nachts vandaag morgen gisteren vanavond nemen neem neemt innemen gebruiken gebruik gebruikt \
         starten gestart stoppen stop staken gestaakt doorgaan voortzetten terug controle afspraak bloed prikken \
         bloedonderzoek urine tablet tabletten capsule capsules druppel druppels zalf creme smeren aanbrengen drank patient \
         patiente hoest hoesten koorts pijn misselijk zo nodig indien drinken drink water veel rust nuchter nuchtere maag \
         ontbijt middageten avondeten maaltijd eten slapen slapengaan arts huisarts specialist medicatie medicijn recept \
         bloeddruk meten vaccinatie maandag dinsdag woensdag donderdag vrijdag zaterdag zondag jaar werk wandelen lopen \
         minuten autorijden rijden verwijderen hechtingen wond oog ogen oor been benen arm rug hoofd keel doos leeg lang \
         laten chronisch huidige volgende behandeling maximaal dosis spuiten vermijden wassen blijven fysiotherapie liter \
         eenheden halve hele half eerst eerste laatste andere ander dezelfde verband verwisselen ijs knie neus spoelen zout \
         zoutarm suiker gaan ga komen kom thuis ziek ziekmelden verergering spoedeisende hulp verhogen verlagen ophogen \
         afbouwen helft operatie oefenen oefeningen roken alcohol glas inhalator ziekenhuis verpleegkundige bellen uitslag \
         uitslagen foto echo douchen bad huid zwanger kind baby moeder vader zoon dochter goed voelen duizelig infectie \
         longontsteking blaasontsteking begin einde binnen buiten boven onder minder meer groter kleiner ze we ik je jij mag \
         moet kan zal zou krijgen krijgt kreeg nieuw nieuwe iets niets alleen samen dus want omdat waar hier daar inleveren \
         morgenochtend eerder later laag hoog dgn dd morgens beide steeds uiterlijk graag sterk wekelijkse maandelijks \
         pleister prik prikje ampul zetpil zetpillen inspuiten langwerkende kortwerkende wegen volgens schema rechter linker \
         rechteroog linkeroog wijziging wijzigingen lauwwarm afvallen benauwd benauwdheid keelpijn hoofdpijn buikpijn \
         rugpijn klachten klacht herhalen herhaal terugzien ontslag ontslagen zalfje pil pillen dieet advies",
    ),
    (
        "ro",
        "si sau cu fara de la pe pentru din un doi doua trei patru cinci sase sapte opt noua zece ori zi zile saptamana \
         saptamani luna luni ora ore dimineata dimineti seara seri noaptea pranz azi astazi maine ieri dupa inainte mese \
         masa daca este sunt nu se va ca ce cand pana peste prin sub timp fiecare zilnic toate tot mai foarte are al ale lui \
         caz cazul in apoi luati lua ia administreaza aplica aplicati comprimat comprimate tableta capsula capsule picaturi \
         unguent unguentul durere dureri febra tuse control consult analize sange urina repaus apa pacient pacienta \
         pacientul medic medicul tratament continua continuati opriti oprire evitati beti stomacul stomac gol mic dejun cina \
         ani saptamanal marti miercuri joi vineri sambata duminica masurati tensiunea minute mers nevoie fizioterapie pat \
         reveniti diminetii ambele jumatate",
    ),
    (
        "sv",
        "och eller med utan inte ej den det de att som var har hade till fran for av om vid efter fore innan sedan under en \
         ett tva tre fyra fem sex sju atta nio tio gang ganger dag dagen dagar dagligen per vecka veckor manad manader timme \
         timmar varje morgon morgnar kvall kvallen kvallar natt idag imorgon igar ska skall bor kan mycket ta tar tas \
         tablett tabletter kapsel droppar salva kram smorj smarta smartor feber hosta behov kontroll aterbesok blodprov \
         patient patienten lakare lakaren lakemedel medicin fortsatt fortsatta sluta avsluta borja drick dricka vatten vila \
         mat maten maltid frukost middag sanggaende mandag tisdag onsdag torsdag fredag lordag sondag minuter promenad benet \
         oga ogat dos vardcentralen morgonen veckan veckorna sjukgymnastik sjukskriven ny nya hos hela halva",
    ),
    (
        "da",
        "og eller med uden ikke den det de at som er var har havde til fra for af om ved efter inden under en et to tre fire \
         fem seks syv otte ni ti gang gange dag dagen dage daglig dagligt per uge uger ugentligt maned maneder time timer \
         hver hvert morgen morgenen aften aftenen nat idag skal bor kan meget i ad tag tage tages tablet tabletter kapsel \
         draber salve creme smor smores smerte smerter feber hoste behov kontrol blodprove patient patienten laege laegen \
         medicin fortsaet stop start drik vand hvile mad maden maltid morgenmad frokost sengetid mandag tirsdag onsdag \
         torsdag fredag lordag sondag minutter benet oje ojet dosis ugen ugentlig fysioterapi sygemeldt ny nye hos hele \
         halve",
    ),
    (
        "no",
        "og eller med uten ikke den det de at som er var har hadde til fra for av om ved etter innen under en et ett to tre \
         fire fem seks sju syv atte ni ti gang ganger dag dagen dager daglig per uke uker ukentlig maned maneder time timer \
         hver hvert morgen kveld kvelden natt skal bor kan mye i ta tas tablett tabletter kapsel draper salve krem smor \
         smores smerte smerter feber hoste behov kontroll blodprove pasient pasienten lege legen fastlegen medisin fortsett \
         slutt start drikk vann hvile mat maten maltid frokost sengetid mandag tirsdag onsdag torsdag fredag lordag sondag \
         minutter benet oye oyet dose uken morgenen fysioterapi sykemeldt ny nye hos hele halve",
    ),
    (
        "pl",
        "nie jest sie na przed przy bez lub albo oraz we do od dla ze jak co raz razy dwa dwie trzy cztery piec szesc siedem \
         osiem dziewiec dziesiec dziennie dzien dni przez tydzien tygodnie tygodni miesiac miesiace miesiecy godzin godziny \
         rano wieczorem wieczor noc dzis dzisiaj jutro wczoraj potem kazdy kazda kazdego za jesli jezeli razie potrzeby brac \
         przyjmowac zazywac jedna jeden tabletka tabletki tabletke tabletek kapsulka krople masc mascia smarowac bolu bol \
         goraczka goraczki kaszel kontrola kontrolna wizyta badanie krwi lekarz lekarza pacjent pacjentka lek leki leczenie \
         kontynuowac odstawic przerwac pic wody odpoczynek jedzeniem posilku sniadanie obiad kolacja poniedzialek wtorek \
         sroda czwartek piatek sobota niedziela minut cisnienie tygodniu rehabilitacja zwolnienie lekarskie prosze duzo pol \
         oba",
    ),
    (
        "tr",
        "bir iki uc dort bes alti yedi sekiz dokuz gunde gun gunluk kez defa kere hafta haftada ay ayda saat saatte saatlik \
         sabah sabahlari aksam aksamlari ogle gece tok karnina once sonra yemekten yemek icin ile ve veya degil yok var her \
         bugun yarin dun boyunca sure sureyle gerekirse gerektiginde olursa ise tablet kapsul damla merhem merhemi krem agri \
         agrisi ates oksuruk kontrol muayene kan tahlili tetkik hasta hastanin doktor ilac ilaci ilaclari devam kesildi \
         baslandi alin aliniz alinacak kullanin kullanilacak surun surulecek su dinlenme kahvalti pazartesi sali carsamba \
         persembe cuma cumartesi pazar dakika yuruyus fizik tedavi istirahat yarim",
    ),
    (
        "cs",
        "je neni jsou byl se si na pred pri bez nebo do od ve ze pro kdyz pokud jednu jedna jeden dve dva tri ctyri pet sest \
         sedm osm devet deset krat jednou dvakrat trikrat denne den dni dnu dobu tyden tydny tydnu mesic mesice mesicu hodin \
         hodiny kazdy kazde kazdych rano vecer noc poledne dnes zitra vcera potom uzivat uzivejte brat tableta tablety \
         tabletu tbl kapsle kapky mast bolest bolesti horecka horecky kasel kontrola krve odber vysetreni lekar lekare \
         pacient pacientka lek leky pokracovat vysadit pit vodu klid jidle jidlem jidla potreby pondeli utery streda ctvrtek \
         patek sobota nedele minut",
    ),
    (
        "fi",
        "ja tai ei on ovat oli jos kun ettei yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan kymmenen kertaa kerran \
         paivassa paivan paivaa paiva viikko viikon viikkoa viikossa kuukausi kuukauden tunti tunnin tuntia valein ajan \
         aamulla aamuisin illalla iltaisin yolla ennen jalkeen joka tanaan huomenna eilen ota otetaan tabletti tablettia \
         kapseli tippaa voide tarvittaessa kipu kipuun kipua kuume yska kontrolli verikoe verikokeet potilas laakari \
         laakarin laake laakitys jatka lopeta juo vetta lepo ruokailun aterian aamiaisen",
    ),
    (
        "hu",
        "es vagy nem ha az egy ketto ket harom negy ot hat het nyolc kilenc tiz naponta hetente havonta napig hetig honapig \
         nap napon orankent ora reggel delben este ejjel utan elott mellett soran minden ma holnap tegnap egyszer ketszer \
         haromszor szedje szedni tabletta tablettat kapszula csepp kenocs szukseg eseten fajdalom laz kohoges kontroll \
         vervetel beteg orvos gyogyszer folytatni abbahagyni igyon vizet pihenes etkezes etkezesek",
    ),
];

/// Endings of words, folded, that no word of the four languages has.
pub const ENDINGS: &[(&str, &str)] = &[
    ("pt", "cao coes soes agem avel ivel inho inha inhos inhas ario aria idade idades"),
    ("ca", "acio icio ucio ncio cions itat itats atge ixer eixen"),
    ("it", "zione zioni aggio aggi ezza ezze ibile abile azione uzione arsi ersi irsi ista iste"),
    ("nl", "heid lijk lijks lijke ijn ijnen ijden ijven ijken atie uur aars ooi uig aag oen"),
    ("ro", "ului elor ilor eaza easca"),
    ("pl", "anie enie acja acji nego nych owej"),
];

/// Words of the four that the tables of their lexicon do not have, and a list above does.
pub const OWN_TOO: &[(Language, &str)] = &[
    (
        Language::En,
        "consult is chads van von da di del della der den fine prima solo dose doses half hospital lo we ga kind minder meer sale echo gel primer got pot pare vision fora min dd kan andere alcohol liter operatic moet ze ampul hele altri ate dos mas das tome um pare ser com ha er tot rust arts keel lang hem dan wel mad mat tag gang fore ad et ta fem som sex \
         bor nat lege nap gun mast pit pic bol tok ay har lek sera al il di le fare dal mic va cu si gol ani mers luna ori zi os on \
         az ho est pen die der come one des des",
    ),
    (
        Language::Es,
        "te van von der den menos mayor menor mismo misma otro otra otros otras aumentar reducir disminuir lenta rapida unidades unidad litro litros fisioterapia sal dosis dose hospital resultado resultados inicio fuera pulmonar urinaria laboral mitad primer primera nin li ne pare mare got gel inhalador dentro meta primo puntura fiala bien ven fila rayo rayos fin cirugia alcohol ejercicio ejercicios sentir vamos lo le sera quinta sexta das os onte des pes fins sang gamba ora cena sale toda todas nausea tosa une cap ser son fue minute cas",
    ),
    (
        Language::Fr,
        "te van von der den fine fin primer pot dose doses litre litres lente rapide gel fora hospital laboral got mare pare alcohol mange sale sol altere infirmiere menage venir sentir voir mal lui on ou ne li alla due dues sis cap set pare use tome fra tos dies pes sole nausea dos sang prise bras medica cas mes une",
    ),
    (
        Language::De,
        "van von infekt ze alkohol liter halbe halben hospital kind kinder baby begin ende inhalator operation foto echo bad worden krijgen gut hier da ja fysio kann im dosis dosen goed neu neue physio begin iets ampulle fine die kan we ik andere steil ab was tot wel per drank stop specialist capsule med gang fem et var dos tre kan die den der dose tage ml hat",
    ),
];
