//! Spanish.
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
    frequent: "el la los las de del que y en un una por con para al durante dias dia cada horas si no se su semana semanas hoy manana tomar paciente veces mes meses es sin comprimido noche",
    ordinary: include_str!("ordinary/es.txt"),
};

const TIMING: &[(Time, &str)] = &[
    (Num(0.5), "medio|media"),
    (Num(1.0), "uno|una|un|unica"),
    (Num(2.0), "dos|par|un par de"),
    (Num(3.0), "tres"),
    (Num(4.0), "cuatro"),
    (Num(5.0), "cinco"),
    (Num(6.0), "seis"),
    (Num(7.0), "siete"),
    (Num(8.0), "ocho"),
    (Num(9.0), "nueve"),
    (Num(10.0), "diez"),
    (Num(11.0), "once"),
    (Num(12.0), "doce"),
    (Num(14.0), "catorce"),
    (Num(15.0), "quince"),
    (Num(20.0), "veinte"),
    (Num(21.0), "veintiuno|veintiun"),
    (Num(24.0), "veinticuatro"),
    (Num(28.0), "veintiocho"),
    (Num(30.0), "treinta"),
    (Num(40.0), "cuarenta"),
    (Num(50.0), "cincuenta"),
    (Num(60.0), "sesenta"),
    (Num(100.0), "cien|ciento"),
    (Num(200.0), "doscientos"),
    (Num(500.0), "quinientos"),
    (Num(1000.0), "mil"),
    (Unit(crate::lexicon::Unit::Minute), "minuto|minutos|segundos"),
    (Unit(crate::lexicon::Unit::Hour), "hora|horas|hs"),
    (
        Unit(crate::lexicon::Unit::Day),
        "dia|dias|noches|dias seguidos|dias consecutivos|primeros dias|dias mas|dias siguientes",
    ),
    (Unit(crate::lexicon::Unit::Week), "semana|semanas|sem|primeras semanas|semanas mas|semanas siguientes"),
    (Unit(crate::lexicon::Unit::Month), "mes|meses"),
    (Unit(crate::lexicon::Unit::Year), "ano|anos"),
    (Times, "vez|veces|aplicaciones|aplicacion|tomas|administraciones|dosis|sesiones|sesion|series|tandas"),
    (Per, "por|al|a la|en"),
    (Every, "cada|c/|c|todos los|todas las|todo el|toda la"),
    (Nth(2.0), "segundo|segunda|otro"),
    (Nth(3.0), "tercer"),
    (
        Daily(2.0),
        "manana y noche|por la manana y por la noche|manana y tarde|desayuno y cena|por la manana y la noche|c/12h|c/12 h|mañana y noche|en desayuno y cena|con desayuno y cena|con el desayuno y la cena|en el desayuno y la cena|cada manana y cada tarde|cada manana y cada noche|en el desayuno y en la cena",
    ),
    (
        Daily(1.0),
        "al dia|diario|diaria|diarios|diarias|diariamente|a diario|por dia|cada dia|todos los dias|por la noche cada dia|una sola toma al dia|cada 24 horas|en dosis unica diaria|c/24h|c/24 h|cada manana|cada noche|todas las mananas|todas las noches",
    ),
    (
        EveryDays(2.0),
        "en dias alternos|dias alternos|a dias alternos|un dia si y otro no|un dia si un dia no|cada dos dias|cada 48 horas|dia por medio|dia de por medio|cada segundo dia|un dia si otro no|cada 2 dias|interdiario|noches alternas|en noches alternas|un dia si y un dia no",
    ),
    (
        EveryDays(7.0),
        "semanal|semanalmente|semanales|a la semana|por semana|cada semana|todas las semanas|una vez por semana|una vez a la semana|cada 7 dias|cada siete dias",
    ),
    (EveryDays(14.0), "quincenal|quincenalmente|cada quincena|cada quince dias|cada 15 dias"),
    (EveryDays(30.0), "mensual|mensualmente|mensuales|al mes|por mes|cada mes|todos los meses"),
    (EveryDays(90.0), "trimestral|trimestralmente"),
    (EveryDays(180.0), "semestral|semestralmente"),
    (EveryDays(365.0), "anual|anualmente|al ano|cada ano|todos los anos"),
    (
        Slot(MORNING),
        "por la manana|por las mananas|desayuno|antes del desayuno|con el desayuno|despues del desayuno|tras el desayuno|en el desayuno|en ayunas|al levantarse|al despertar|mananas|de manana|en la manana|despues de desayunar|antes de desayunar",
    ),
    (
        Slot(NOON),
        "comida|almuerzo|antes de la comida|con la comida|con el almuerzo|al mediodia|a mediodia|mediodia|en la comida|despues del almuerzo|despues de almorzar|tras el almuerzo|antes del almuerzo|despues de la comida|despues de comer|tras la comida|en el almuerzo",
    ),
    (Slot(AFTERNOON), "por la tarde|por las tardes|merienda|con la merienda|tarde"),
    (
        Slot(EVENING),
        "cena|con la cena|antes de la cena|despues de la cena|en la cena|tras la cena|despues de cenar|antes de cenar",
    ),
    (
        Slot(BEDTIME),
        "por la noche|por las noches|al acostarse|antes de acostarse|antes de dormir|antes de ir a dormir|en la noche|al irse a dormir|de noche|noche|a la noche",
    ),
    (
        Meals,
        "con las comidas|antes de las comidas|despues de las comidas|con cada comida|antes de cada comida|tras las comidas|despues de cada comida|en las comidas|desayuno, comida y cena|desayuno comida y cena",
    ),
    (
        Prn,
        "si precisa|si es preciso|si es necesario|si necesario|a demanda|si lo precisa|si lo necesita|en caso necesario|en caso de necesidad|segun necesidad|si necesita|segun precise|cuando sea necesario|cuando lo necesite|cuando precise|de rescate|solo si precisa|si fuera necesario|si fuese necesario|si hace falta|si molestias|en caso de dolor|en caso de fiebre|cuando haya dolor|cuando tenga dolor|si hay dolor|si dolor|si tiene dolor|si ahogo|si fatiga|si fiebre|si hay fiebre|si tiene fiebre|si picor|si nauseas|si insomnio|si ansiedad|si tos|si crisis|si mareo|si vomitos|si diarrea|si estrenimiento|segun dolor|segun precisen|en caso de nauseas|en caso de insomnio|en caso de crisis|solo si dolor|solo si lo necesita|como rescate|sos|prn|condicional a dolor|si dolor o fiebre|si fiebre o dolor|si hay picor|si hay nauseas|si hay crisis|si hay ahogo|para el dolor si precisa|si aparece dolor|si le duele|si duele|para la crisis|para las crisis|en la crisis|en las crisis|si hay molestias|si hay dolor o fiebre|solo si fiebre",
    ),
    (If, "si|en caso de|cuando haya|ante|solo si|siempre que|cuando tenga"),
    (
        For,
        "durante|por|por espacio de|los proximos|las proximas|los siguientes|las siguientes|otros|otras|al menos|por lo menos|durante al menos|durante los proximos|durante las proximas|durante otros|durante unos|durante las primeras|durante los primeros|los primeros|las primeras|hasta completar|hasta un total de|por un total de|completar|un total de|a lo largo de|minimo|durante un minimo de|como minimo",
    ),
    (Until, "hasta|hasta el|hasta que"),
    (
        End,
        "ultima dosis|ultima toma|ultimo dia|ultimo dia de tratamiento|ultima administracion|fecha fin|fecha de fin|fecha final|fin de tratamiento|fin del tratamiento|finaliza|finaliza el|finalizar|finalizar el|finalizando|termina|termina el|terminar el|terminando|acaba|acaba el|acabar el|fin el",
    ),
    (
        In,
        "en|dentro de|el|al cabo de|el proximo|la proxima|en unos|en unas|este|a los|a las|el dia|a partir del|a partir de|desde el|para el|en el plazo de|para|el pasado",
    ),
    (After, "pasados|pasadas|tras|despues de|a los|transcurridos"),
    (
        UpTo,
        "maximo|como maximo|hasta un maximo de|hasta|no mas de|max|no superar|sin superar|sin pasar de|un maximo de",
    ),
    (To, "a|hasta|o"),
    (And, "y|e|mas"),
    (Or, "o|u"),
    (
        Then,
        "luego|despues|posteriormente|a continuacion|seguido de|y luego|y despues|mas tarde|bajar a|reducir a|aumentar a|subir a|y luego reducir a|luego bajar a|y posteriormente|y a continuacion|disminuir a|despues bajar a|luego reducir a|luego subir a|pasando a|seguir con",
    ),
    (
        Filler,
        "mas|aproximadamente|unos|unas|solo|solamente|total|en total|otros|otras|de|proximos|proximas|los|las|consecutivos|seguidos|adicionales|alrededor de|cerca de|los proximos",
    ),
    (
        Once,
        "dosis unica|en dosis unica|una sola vez|unica dosis|una unica dosis|una sola dosis|monodosis|una unica vez|ahora mismo|ya|de inmediato|inmediatamente|en una sola toma|en toma unica|toma unica",
    ),
    (
        Date(0),
        "hoy|esta noche|esta tarde|el dia de hoy|hoy mismo|durante el dia de hoy|por hoy|24 horas|durante 24 horas|en las proximas 24 horas",
    ),
    (
        Date(1),
        "manana|manana por la manana|manana por la tarde|manana por la noche|cuanto antes|lo antes posible|el dia siguiente|al dia siguiente|para manana|mañana a primera hora|a partir de manana|desde manana",
    ),
    (Date(2), "pasado manana"),
    (
        Date(3),
        "esta semana|en unos dias|en los proximos dias|este fin de semana|el fin de semana|en estos dias",
    ),
    (
        Date(7),
        "la semana que viene|la proxima semana|proxima semana|semana que viene|en una semana|la semana proxima|semana proxima",
    ),
    (Date(14), "en quince dias|este mes|en dos semanas"),
    (Date(30), "el mes que viene|el proximo mes|proximo mes|el mes proximo|en un mes"),
    (
        Date(60),
        "este ano|en la proxima visita|en la proxima consulta|antes de la proxima visita|antes de la proxima consulta|en otono|en verano|en invierno|en primavera|proxima visita|antes de la consulta|al terminar|al finalizar|antes de la proxima cita|este otono|este invierno|antes de la cirugia|antes de la operacion|antes de navidad|despues de navidad|en cuanto pueda|proximamente|en el proximo control",
    ),
    (Weekday(0), "lunes|lun"),
    (Weekday(1), "martes"),
    (Weekday(2), "miercoles|mie"),
    (Weekday(3), "jueves|jue"),
    (Weekday(4), "viernes|vie"),
    (Weekday(5), "sabado|sab"),
    (Weekday(6), "domingo|dom"),
    (Weekdays(0), "los lunes|cada lunes|todos los lunes"),
    (Weekdays(1), "los martes|cada martes|todos los martes"),
    (Weekdays(2), "los miercoles|cada miercoles"),
    (Weekdays(3), "los jueves|cada jueves"),
    (Weekdays(4), "los viernes|cada viernes"),
    (Weekdays(5), "los sabados|sabados|cada sabado"),
    (Weekdays(6), "los domingos|domingos|cada domingo"),
    (
        Days(WORKING),
        "dias laborables|los dias laborables|en dias laborables|dias habiles|entre semana|dias de semana|l-m-x-j-v|l/m/x/j/v|l,m,x,j,v|lmxjv|l-v",
    ),
    (
        Days(WEEKEND),
        "fines de semana|los fines de semana|en fines de semana|cada fin de semana|todos los fines de semana|solo fines de semana",
    ),
    (Days(0b001_0101), "l-x-v|l/x/v|l,x,v|lxv"),
    (Days(0b010_1010), "m-j-s|m/j/s|m,j,s|mjs"),
    (
        OtherDays,
        "el resto de dias|el resto de los dias|los demas dias|los otros dias|el resto de la semana|resto de dias|los dias restantes",
    ),
    (
        Except,
        "excepto|salvo|menos|excepto el|salvo el|menos el|excepto los|salvo los|menos los|a excepcion de|a excepcion del",
    ),
    (Vague, "un tiempo|algun tiempo|una temporada|un rato|cierto tiempo|un periodo|poco tiempo"),
    (Month(1), "enero|ene"),
    (Month(2), "febrero|feb"),
    (Month(3), "marzo"),
    (Month(4), "abril|abr"),
    (Month(5), "mayo"),
    (Month(6), "junio"),
    (Month(7), "julio"),
    (Month(8), "agosto|ago"),
    (Month(9), "septiembre|setiembre"),
    (Month(10), "octubre|oct"),
    (Month(11), "noviembre|nov"),
    (Month(12), "diciembre|dic"),
    (Ago, "de evolucion|de edad|antes|atras|previos|previas|de vida|de gestacion|de duracion"),
    (
        Awake,
        "mientras esté despierta|mientras este despierta|mientras este despierto|mientras esta despierto|mientras esta despierta|durante el día|durante el dia|de dia",
    ),
    (
        Daily(3.0),
        "c/8h|c/8 h|desayuno, comida y cena|desayuno comida y cena|en desayuno comida y cena|antes de desayuno comida y cena|antes de las tres comidas|con las tres comidas",
    ),
    (Daily(4.0), "c/6h|c/6 h"),
    (
        Ongoing,
        "indefinidamente|de forma indefinida|indefinido|de por vida|cronico|hasta terminar|hasta terminar la caja|hasta nueva orden|hasta revision|hasta la revision|hasta la proxima visita|hasta finalizar|hasta mejoria|de mantenimiento|tratamiento cronico|indefinida|a largo plazo|hasta la consulta|hasta la proxima consulta|hasta la proxima cita|hasta nueva revision|hasta control|hasta acabar|hasta curacion|hasta que cicatrice|hasta que ceda|hasta que mejore|mientras tome prednisona|mientras dure|mientras tome",
    ),
    (
        Measure,
        "microgramos|miligramos|gramos|gramo|mililitros|litro|litros|unidades|unidad|internacionales|kilos|cucharadas soperas de agua|vasos|vaso|taza|tazas|unidades internacionales|mcgs|microgramo",
    ),
    (
        Piece,
        "comprimido|comprimidos|comp|capsula|capsulas|pastilla|pastillas|tableta|tabletas|gota|gotas|puff|inhalacion|inhalaciones|pulsacion|pulsaciones|sobre|sobres|cucharada|cucharadas|cucharadita|cucharaditas|parche|parches|supositorio|supositorios|ampolla|ampollas|aplicacion|aplicaciones|inyeccion|inyecciones|ovulo|ovulos|grajea|grajeas|vial|viales|nebulizacion|nebulizaciones|puffs|bufada|comprimido masticable|grageas|gragea|medida|medidas|perlas|perla|cps|cap|caps",
    ),
    (
        Nothing,
        "en od|en oi|en ao|od y oi|por favor|por telefono|por ejemplo|por ahora|por el momento|por via oral|por boca|por correo|por su medico|por enfermeria|por lo que|por tanto|por si|por parte|al menos una|en cada ojo|en ambos ojos|en cada fosa|en cada fosa nasal|en cada oido|cada ojo|cada fosa|cada fosa nasal|a cada lado|a la vez|en casa|en consulta|en consultas externas|en urgencias|en domicilio|en su centro de salud|el resto|al alta|al ingreso|en tratamiento|en reposo|en agua|en el ojo|en el oido|en caso de duda|fin de semana largo|a ser posible|el medico|el paciente|vitamina d|una o|24 h de|holter de 24 horas|de un lado|sobre la|sobre el|por dolor|en la piel|en la herida|de la manana|de la noche|de la tarde|con comida|con alimentos|despues de comer|antes de comer|con el estomago vacio",
    ),
];

const SUBJECTS: &[(Subject, &str)] = &[
    (
        Subject::Errand,
        "acudir|acuda|volver|vuelva|regresar|llamar|llame|telefonear|pedir|pida|pedir cita|solicitar|solicite|solicitamos|solicito|repetir|repita|traer|traiga|recoger|recoja|enviar|envie|entregar|entregue|reservar|visitar|visite|ver|consultar|consulte|ir|vaya|acercarse|vacunar|vacunarse|programar|citar|remitir|derivar|derivo|citamos|valorar|sacar|extraer|contactar|contacte|retirar|retire|quitar|revisar|control|pedirla|pida cita|pida turno|sacar turno|saque turno|sacar cita|saque cita|pedir turno|coger cita|coja cita|agendar|agende|solicitar cita|solicite cita|concertar cita|vuelva a consulta|volver a consulta|venir|venga|venir a|pase por|pasarse|inscribirse|apuntarse|apuntese|llevar la muestra|lleve la muestra|llevar muestra|hagase|realizarse|realicese|tramitar|renovar|renueve|informe a|comunicar|reevaluar|recogera|movera|realizara|hara|acudira|llamara|volvera|pedira|vernos|nos vemos",
    ),
    (
        Subject::Form,
        "crema|pomada|unguento|gel|locion|champu|colirio|gotas|gotas oticas|spray nasal|spray|inhalador|inhaladores|nebulizador|jarabe|suspension|parche|parches|enema|supositorios|colutorio|pomada oftalmica|medicacion|medicamento|medicamentos|tratamiento|pastillas|inyeccion|inyecciones|lagrimas|suero oral|plantillas|pasta|pasta al agua|emulsion|espuma|laca|supositorio|ovulos|jarabes|nebulizaciones|nebulizacion|enemas|colirios|enjuague|enjuague bucal|crema hidratante|barra labial|lagrimas artificiales",
    ),
    (Subject::Habit, "alcohol|tabaco|fumar|cafe"),
    (
        Subject::Activity,
        "incapacidad|licencia medica|baja laboral|natacion|bici estatica|bicicleta estatica|reposo|reposo relativo|reposo absoluto|hielo|frio local|frio|calor local|calor|calor seco|compresas|compresas frias|compresas tibias|ejercicio|ejercicios|ejercicios respiratorios|ejercicios de suelo pelvico|suelo pelvico|estiramientos|estiramiento|gargaras|lavados|lavados nasales|lavado nasal|lavados oculares|suero fisiologico|suero|banos de asiento|bano|banos|ducha|duchas|duchar|curas|cura de la herida|curas de la herida|vendaje|vendajes|aposito|cabestrillo|ferula|muletas|collarin|medias de compresion|media de compresion|medias|faja|rodillera|munequera|bota|liquidos|liquido|agua|hidratacion|dieta|dieta blanda|dieta liquida|dieta astringente|dieta baja en sal|dieta sin sal|dieta hiposodica|dieta pobre en grasa|sal|conducir|coche|deporte|deportes|esfuerzos|esfuerzo|esfuerzos fisicos|cargar peso|cargar|coger peso|pesos|pesos pesados|levantar peso|apoyo|apoyar|apoyar el pie|trabajo|baja laboral|colegio|guarderia|piscina|playa|relaciones sexuales|tampones|sol|proteccion solar|crema solar|lentillas|lentes de contacto|volar|tension|tension arterial|ta|presion arterial|glucemias|glucemia capilar|temperatura|pies|diario de cefaleas|calendario menstrual|oxigeno|masaje|masajes|humidificador|vapor|vahos|vahos de vapor|inhalaciones de vapor|pecho|lactancia|lactancia materna|pasear|paseo|paseos|caminar|andar|natacion|nadar|bicicleta|yoga|elevar|elevacion|pierna en alto|pie en alto|pierna elevada|miembro elevado|collar|almohada|higiene bucal|higiene|higiene palpebral|cpap|peak flow|guantes|sabanas|ropa|calcetines|corse|automedida|automedidas|amda|venda|venda elastica|la presion|toma de tension|tomas de tension|tomarse la presion|tomar la presion|ampa|glucemias capilares|autocontrol|autocontroles|saturacion|pulsioximetro|pulsioximetria|pesarse|diario miccional|calendario de cefaleas|pausas activas|pausas|ejercicios de kegel|kegel|ejercicios de espalda|ejercicios de hombro|ejercicios pendulares|ejercicios vestibulares|ejercicios de rodilla|gimnasia|pilates|aquagym|bicicleta estatica|marcha nordica|caminata|caminatas|baile|incentivador|espirometro incentivador|inspirometro|fisioterapia respiratoria|drenaje|drenaje postural|suero fisiologico nasal|bano de asiento|banos de sol|bano diario|compresas calientes|panos frios|panos tibios|panos humedos|hielo local|bolsa de hielo|manta electrica|vendaje compresivo|vendas|medias compresivas|medias elasticas|faja abdominal|ferula nocturna|tobillera|muñequera|plantillas|bastones|andador|bota walker|ortesis|oxigeno en casa|oxigenoterapia|dieta sin gluten|dieta hipocalorica|dieta baja en grasas|dieta rica en fibra|fibra|cafe|tinto|mate|refrescos|bebidas|zumos|biberones|reposo vocal|reposo deportivo|deporte de contacto|gimnasio|fotoprotector|fotoproteccion|cargar pesos|coger pesos|levantar pesos|esfuerzo fisico|ejercicio intenso|conduccion|viajar en avion|avion|sexo|maquillaje|tabaco|comidas pequeñas|comidas copiosas|lacteos|leche|picante|comida picante|alimentos picantes|grasas|higiene de parpados|higiene del sueño|higiene del sueno|cepillado|curas diarias|cura diaria|cura local|cambio de aposito|cambios de aposito|cambio de vendaje|apositos|cambio de sonda|cambio de bolsa|masaje de la cicatriz|silicona|parche de silicona|parche ocular|parche en el ojo|gafas de sol|piernas elevadas|pie elevado|brazo elevado|cabecero elevado|contar movimientos|movimientos fetales|movimientos del bebe|sacaleches|relajacion|meditacion|mindfulness|respiraciones profundas|pantallas|azucar|baja|cura|diario|glucemia|peso|registro|relaciones|reposo en cama|tomas|clase|clases|acudir a clase|ejercicios de soplar",
    ),
    (
        Subject::Deed,
        "mantener|mantenga|llevar|lavar|lave|limpiar|limpie|cambiar|cambie|realizar|realice|hacer|haga|controlar|controle|vigilar|vigile|medir|mida|medirse|tomar la tension|tomarse la tension|tomar la temperatura|pesarse|pesar|anotar|anote|registrar|registre|caminar|camine|andar|ande|pasear|pasee|beber|beba|coma|evitar|evite|reducir la sal|reposar|descansar|descanse|guardar|guarde|guardar reposo|elevar|eleve|poner hielo|aplicar hielo|aplicar frio|aplicar calor|aplicar frio local|aplicar calor local|estirar|dormir|duerma|sentarse|levantarse|llevar|usar|use|utilizar|ponerse|poner|ofrecer|ofrezca|enjuagar|enjuagarse|gargarizar|cepillar|vendar|cubrir|tapar|curar|mover|movilizar|practicar|practique|nadar|apoyar|cargar|conducir|fumar|trabajar|masajear|remojar|hidratar|rellenar|apuntar|tomarse la presion|contar|cuente|pellizcar|duchese|ducharse|banarse|afeitarse|recortar|seque|aplicarse|aplique frio|aplique calor|aplique hielo|haga ejercicio|haga reposo|tome agua|tomar agua|beba agua|tome liquidos|tomar liquidos|tomar el sol|cenar|cene|inspeccionar|revise los pies|revisarse los pies|mirarse los pies|inhalar|respirar|respire|tumbarse|acostarse|lavarse|lavese|cepillarse|secarse|estire|salga a caminar|salir a caminar|salga a pasear|dormir con|duerma con|permanecer|permanezca|quedarse|quedese|aislarse|aislamiento|limitar|limite|restringir|reducir|reduzca|disminuir la sal|suprimir el alcohol|abstenerse|no cargar|lleve|vigilarse|autoexplorarse|autoexploracion|pesese|midase|controlese|cambiese|mantengase|hacer gargaras|gargaras|haga gargaras|haga lavados|hacer lavados|comer",
    ),
    (
        Subject::Test,
        "analitica|analitica de control|analitica de sangre|analisis|analisis de sangre|analisis de orina|hemograma|bioquimica|perfil lipidico|perfil hepatico|perfil tiroideo|funcion renal|funcion hepatica|creatinina|potasio|colesterol|glucosa|urocultivo|cultivo|cultivo de orina|coprocultivo|orina|sedimento|sangre oculta|radiografia|radiografia de torax|rx|rx de torax|rx torax|rx de control|placa|ecografia|eco|ecografia abdominal|ecografia de control|ecocardiograma|ecocardiografia|resonancia|resonancia magnetica|rm|rmn|tac|tc|escaner|electrocardiograma|electro|mamografia|colonoscopia|endoscopia|gastroscopia|densitometria|espirometria|holter|ergometria|prueba de esfuerzo|citologia|biopsia|audiometria|prueba|pruebas|pruebas alergicas|test de aliento|test del aliento|prueba del aliento|test de ureasa|fondo de ojo|revision ocular|retinografia|doppler|eco doppler|polisomnografia|estudio del sueno|electromiograma|serologia|serologias|ferritina|control de inr|control inr|coagulacion|frotis|cribado|agudeza visual|campimetria|mantoux|test de embarazo|curva de tolerancia|curva de tolerancia a la glucosa|curva de glucosa|curva larga|test de o'sullivan|o'sullivan|examen de sangre|examenes de sangre|examen de orina|examenes de laboratorio|laboratorios|exámenes de control|perfil renal|perfil ferrico|perfil de hierro|iones y creatinina|tsh y t4|hormonas tiroideas|calprotectina|calprotectina fecal|parasitos|parasitos en heces|muestra de heces|muestra de orina|sangre oculta en heces|test de sangre oculta|antigeno de h. pylori|antigeno fecal|test de antigenos|pcr covid|exudado|exudado faringeo|exudado vaginal|cultivo de esputo|baciloscopia|gasometria|pulsioximetria nocturna|poligrafia|test de marcha|pruebas funcionales|pruebas funcionales respiratorias|pfr|tac torax|tac de torax|tac abdominal|tc de control|tc torax|rm lumbar|rm de rodilla|rm cerebral|resonancia de rodilla|resonancia lumbar|resonancia cerebral|resonancia de hombro|eco tiroidea|ecografia tiroidea|ecografia renal|ecografia obstetrica|ecografia pelvica|ecografia mamaria|ecografia vaginal|eco de control|eco doppler de troncos|doppler venoso|ecocardio|angiotac|cateterismo|coronariografia|gammagrafia|radiografia de control|radiografia de rodilla|radiografia de muneca|placa de torax|radiografias|telerradiografia|ortopantomografia|panoramica dental|mamografia de cribado|citologia cervical|papanicolaou|pap|colposcopia|histeroscopia|densitometria osea|monitor fetal|monitorizacion fetal|monitores|ctg|rctg|electromiografia|emg|eeg|electroencefalograma|test cognitivo|prueba cutanea|prick test|pruebas cutaneas|pruebas epicutaneas|prueba de tuberculina|quantiferon|prueba de embarazo|agudeza|tonometria|presion ocular|oct|fondo de ojos|revision de fondo de ojo|revision dental|audiograma|psa|inr|niveles de litio|niveles plasmaticos|nivel de hierro|vitamina d en sangre|hb glicosilada|glicosilada|hemoglobina glicosilada|iones|ionograma",
    ),
    (
        Subject::Visit,
        "cita|consulta|consultas|consulta externa|consultas externas|revision|revision anual|revision en consulta|control en consulta|control|control por su medico|control clinico|seguimiento|medico de cabecera|medico de familia|map|centro de salud|enfermeria|enfermera|control por enfermeria|fisioterapia|fisioterapeuta|fisio|rehabilitacion|rehabilitacion cardiaca|logopedia|psicologia|psicologo|psiquiatria|dietista|nutricionista|nutricion|podologo|podologia|oftalmologia|oftalmologo|oculista|optico|otorrino|orl|dentista|odontologo|dermatologia|dermatologo|cardiologia|cardiologo|neurologia|neurologo|reumatologia|reumatologo|digestivo|gastroenterologia|urologia|urologo|nefrologia|nefrologo|neumologia|neumologo|endocrinologia|endocrino|endocrinologo|ginecologia|ginecologo|matrona|obstetricia|traumatologia|traumatologo|trauma|cirugia|cirujano|oncologia|hematologia|hematologo|alergologia|alergologo|pediatra|pediatria|vacuna|vacunas|vacunacion|vacuna de la gripe|vacuna antigripal|vacuna antitetanica|tetanos|retirada de puntos|retirar puntos|retirar los puntos|puntos|quitar puntos|retirada de grapas|retirar grapas|retirar las grapas|grapas|retirada de sutura|retirada de la escayola|retirada de yeso|retirada del yeso|sutura|llamada|llamada telefonica|consulta telefonica|revision telefonica|urgencias|hospital|intervencion|operacion|ingreso|terapia|grupo|taller|trabajadora social|preoperatorio|anestesia|control de sintrom|control del sintrom|consulta de sintrom|consulta del sintrom|clinica de sintrom|la llamo|le llamo|lo llamo|la llamare|le llamare|llamare|llamaremos|le llamaremos|le llamaran|la llamaran|lo veo|la veo|le veo|nos vemos|volvemos a vernos|verle|que la traiga|que lo traiga|terapia fisica|terapia ocupacional|terapia respiratoria|terapia de pareja|terapia grupal|terapia individual|psicoterapia|rehabilitacion respiratoria|fisioterapia respiratoria|escuela de espalda|grupo de apoyo|alcoholicos anonimos|unidad de tabaquismo|deshabituacion|unidad del dolor|unidad de mama|unidad de suelo pelvico|clinica del dolor|clinica del pie|pie diabetico|educacion diabetologica|educadora|enfermera gestora|enfermera gestora de casos|enfermera de enlace|enfermera escolar|medico internista|medicina interna|internista|geriatra|geriatria|paliativos|cuidados paliativos|neurocirugia|cirugia vascular|cirugia plastica|cirugia maxilofacial|maxilofacial|infecciosas|infectologia|control prenatal|control de embarazo|control del embarazo|control postnatal|control de nino sano|control de niño sano|revision del nino sano|revision del nino|control de peso|control de tension|control de presion|control de herida|revision de herida|revision de la herida|control de la herida|curas en su centro|control ecografico|control analitico|control telefonico|control presencial|proximo control|proxima cita|proxima revision|proxima visita|nueva visita|nueva cita|nueva revision|nueva consulta|visita|visita domiciliaria|visita de enfermeria|reconsulta|teleconsulta|videoconsulta|videollamada|turno|sesion|sesiones|vacuna tdap|vacuna del neumococo|vacuna antineumococica|vacuna neumococica|antineumococica|vacuna del covid|vacuna covid|vacuna de la covid|vacuna del herpes|vacuna herpes zoster|vacuna de la tosferina|vacuna tosferina|vacuna de hepatitis|vacuna hepatitis b|vacuna del papiloma|vacuna vph|triple virica|refuerzo de tetanos|dosis de recuerdo|vacuna gripe|antitetanica|puntos fuera|grapas fuera|quitar los puntos|quitar las grapas|quitar grapas|quitar la escayola|quitar escayola|quitar la ferula|retirar la ferula|retirada de ferula|retirada de drenaje|retirada de sonda|retirada del cateter|retirada de grapa|retirada de agujas|retirar escayola|retirar sonda|retirar drenaje|hemodialisis|dialisis|hospital de dia|cirugia programada|cirugia ambulatoria|preanestesia|consulta de anestesia|valoracion preanestesica|interconsulta|neumococica conjugada|retiro de puntos|puntos se retiran|puntos se quitan",
    ),
    (
        Subject::Thing,
        "dolor de|perdida de peso|peso normal|peso estable|de baja intensidad|alta hospitalaria|alta voluntaria|vive con|lado derecho|agua oxigenada|baja por|tension baja|tension alta",
    ),
];

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Instruct,
        "fue dado de alta con|fue dada de alta con|es dado de alta con|es dada de alta con|se va de alta con|dado de alta con|dada de alta con|tomar|tome|toma de|tomara|debera|deberia|se recomienda|recomiendo|recomendamos|recomendado|aconsejo|se aconseja|aconsejamos|iniciar|inicie|inicia|iniciamos|se inicia|comenzar|comience|empezar|empiece|empezamos|continuar|continue|continua con|continua|continuara|seguir con|seguir|siga|seguira|mantener|mantenemos|aplicar|aplique|dar|administrar|administre|inyectar|inhale|anadir|anadimos|se anade|aumentar|aumente|subir|reducir|bajar|cambiar a|cambiamos a|usar|use|utilizar|pautar|se pauta|pauto|pautamos|prescribo|se prescribe|receto|por favor|hay que|tiene que|necesita|precisa control|se cita|citamos|se solicita|solicito|pedir|repetir|realizar|acudir|volver|reintroducir|reanudar|retomar|al alta|a partir de ahora|desde hoy|instilar|poner|aplicarse|debe tomar|puede tomar|puede usar|pasar a|se le indica|se indica|indico|queda con|se va con|empieza|empieza con|comienza|comienza con|sigue con|siga con|que siga con|que tome|que use|que haga|se tomara|llevara|usara|hara|pasa a|cambia a|sube a|baja a|anado|inicio|en casa|en domicilio|en su domicilio|debe seguir|ponemos|pongo|le pongo|le he dicho que|le digo que|le indico|mantiene|reinicia|tomese|pongase|echese|debe continuar|para continuar|a continuar|se aumenta|aumentamos|subimos|bajamos|se sube|se baja|se reduce|reducimos|se indican|se receta|recetamos|se mantiene|se continua|continuamos|seguira con|continuara con|debera tomar|ha de|conviene|procure|intente|recuerde|no olvide|podra tomar|se pide|pedimos|se programa|programamos|queda citado|queda citada|pasamos a|se cambia a|sustituir por|reiniciar|reiniciamos|volver a tomar|alta con|de alta con|se marcha con|completar|terminar la caja|inyectarse|nebulizar|disolver|a partir de hoy|de ahora en adelante|empezar con|comenzamos|debe|deben|colocar|colocarse|pincharse|echarse|solicitamos|echar|inhalar|ponerse|se deja",
    ),
    (
        Cue::Not,
        "en lugar de|en lugar del|en vez de|en vez del|no|sin|evitar|evite|nunca|ni|tampoco|nada de|prohibido|abstenerse de|se abstendra de|prohibida|jamas",
    ),
    (
        Cue::Needless,
        "no precisa|no requiere|no necesita|no es necesario|no es necesaria|no se precisa|no hace falta|no indicado|no indicada|no esta indicado|no esta indicada|no se indica|no procede|no se recomienda|no recomendado|descartado|descartada|se descarta|rechaza|rehusa|alergia|alergico|alergica|alergias|intolerancia|intolerante|contraindicado|contraindicada|no tolera|sin necesidad de|no precisara|no precisan|no hay indicacion|no son necesarios|no son necesarias|sin indicacion de|sin tratamiento|no ha precisado|no necesario|no necesaria|no se inicia|no se pauta|no se considera|no se dan|no damos|no doy|no pauto|no receto|no le corresponde|no es para|no son para|no le toca|no conviene|no interesa|no aporta|no se ha pautado|no se prescribe|no iniciamos|no indico|no hay motivo|no hace falta que|no se justifica|no esta justificado|no esta justificada|desaconsejo|desaconsejado|desaconsejada|se desaconseja|no le sienta bien|no le fue bien|sin exito|no funciono|no estan indicados|no lo aconsejamos|no aconsejado|sin indicacion|rechazo|no quiere|no desea|no acepta|alergico a|alergica a|alergia a|intolerancia a|contraindicados|mala tolerancia|no tolero|no quiso|no consta",
    ),
    (
        Cue::Hypothetical,
        "podria|podrian|podriamos|valoraria|valorariamos|valorar|se valorara|valoraremos|plantear|se planteara|plantearemos|planteariamos|considerar|se considerara|consideraria|considerariamos|seria|serian|habria que|daria|dariamos|pondria|pondriamos|anadiria|anadiriamos|iniciaria|iniciariamos|empezaria|recomendaria|si no tolerase|si no tolera|si fracasa|si fracasara|si fallara|si no funciona|en un futuro|mas adelante|posible|posibilidad de|opcion|opciones|como alternativa|quiza|quizas|tal vez|a lo mejor|se comento|se hablo de|se ofrecio|se le ofrecio|hemos hablado de|se penso en|pide|pedia|desea|quiere tomar|quiere que le|le gustaria|prospecto|las guias|segun internet|en internet|solia|iba a|ibamos a|se iba a|se plantearia|se consideraria|se podria|a valorar|si no mejora valorar|en el futuro|si en el futuro|si fuera preciso|si hubiera|si hubiese|si volviera|ensayo clinico|le ofrecieron|pregunto por|pregunto si|pregunta por|pregunta si|quiere saber|otra opcion|alternativa|el prospecto|podria plantearse|podria valorarse|podra plantearse|de no mejorar|valorara",
    ),
    (
        Cue::Swap,
        "cambio|cambiamos|cambiar|se cambia|sustituyo|sustituimos|sustituir|se sustituye|reemplazar|reemplazamos|se reemplaza|cambiado|sustituido",
    ),
    (
        Cue::Stop,
        "no tomar mas|no tome mas|no siga tomando|no la siga tomando|no lo siga tomando|ya no la tome|ya no lo tome|no volver a tomar|no continuar con|no continuarla|no continuarlo|ya no la siga tomando|ya no lo siga tomando|suspender|cesar|cesar el tratamiento|cese el tratamiento|suspenda|suspendido|suspendida|suspendemos|se suspende|suspendidos|dejar de|dejar|deje de|deje|retirar medicacion|se retira|retirar el tratamiento|interrumpir|interrumpido|abandonar|parar|pare|cancelar|ya no toma|finalizar tratamiento|discontinuar|stop|deja de|deja de tomar|dejo de|dejar de tomar|deje de tomar|retiro|retiramos|retira|quitar la medicacion|quitamos|eliminamos|anulamos|se anula|se retira la|se quita|termino la|acabo la|ha terminado|finalizo la|ha finalizado|no seguir con|no continuar con|no continua|lo dejamos|la dejamos|los dejamos|las dejamos|lo quitamos|lo suspendemos|lo retiramos|lo paramos|la suspendemos|la retiramos|se lo quito|se la quito|quito el|quito la|quito los|dejamos de|dejamos de dar|dejamos el|dejamos la|dejamos los|dejar el|dejar la|se interrumpe|ya no debe|queda suspendido|queda suspendida|fue suspendido|fue suspendida|se ha suspendido|se ha retirado|dejo de tomar|abandonado|no se repite|no se renueva|finalizo|abandono|retirada por|retirado|ya no|quito|suspendo|le quito|le retiro|se le quita|fuera por|fuera",
    ),
    (
        Cue::Past,
        "evoluciona|evoluciono|afebril|satura|fumadora de|fumador de|tomaba|recibio|ha recibido|se administro|se administra en urgencias|administrado|administrada|se le administro|se dio|se puso|le pusieron|tratado con|tratada con|tratado|tratada|fue|fueron|era|estuvo|estaba|habia|ha estado|ha tomado|antecedentes|antecedente|antes tomaba|previamente|previo|previa|anteriormente|antes|durante el ingreso|durante la estancia|en el ingreso|al ingreso|ingreso por|ingresado|ingresada|en urgencias|en quirofano|hace|desde hace|el ano pasado|el mes pasado|la semana pasada|ayer|anoche|intervenido|intervenida|presento|refiere|refirio|acude por|acudio|niega|historia de|en la infancia|de nino|de nina|uso|usaba|utilizo|probo|ha probado|ya realizado|realizado|realizada|se realizo|se realiza hoy|completo|completado|finalizo|termino|sufrio|tuvo|ha tenido|desde 2020|tras lo cual|mejoro|resuelto|resuelta|extraccion|se retiran|se han retirado|puesta hoy|administrada hoy|en tratamiento hasta|llevo|le puso|se le puso|tomaba antes|le dieron|se le dieron|recibia|le administraron|se le administraron|en domicilio tomaba|tuvo que tomar|estuvo tomando|ha estado tomando|acabo|se ha puesto|se dejo|llevaba|quirofano|profilaxis|profilaxis con|en reanimacion|en la ambulancia|en el box|en observacion recibio|en observacion|durante su ingreso|de pequeno|de joven|se administra|se administran|se le administra|ha comido|ha dormido|ha bebido|ha hecho|ha ido|ha venido|ha presentado|ha precisado|ha desayunado|ha cenado|habia recibido|se administraron|le recetaron|le habian|tenia|presentaba|ingresado por|ingresada por|en urgencias se|en urgencias recibio|en el quirofano|en uci|hace un ano|hace un mes|hace dos anos|en el pasado|ya hecha|ya hecho|la recibio en|lo recibio|sustituye al|sustituye a|sustituia|en planta|hecha|hecho|operada|operado|tomo|vacunado|ya puesta|ya puesto|ya administrada|ya realizada|ya puestas|no se repite",
    ),
    (
        Cue::Describes,
        "toma|toman|usa|utiliza|esta con|esta tomando|en tratamiento con|en tratamiento habitual con|tratamiento habitual|fuma|bebe|vive|camina|duerme|trabaja|come|tiene|presenta|hace ejercicio|practica",
    ),
    (
        Cue::Kin,
        "madre|padre|hermano|hermana|hijo|hija|esposa|esposo|marido|mujer de|su mujer|abuela|abuelo|tio|tia|primo|prima|sobrino|sobrina|vecino|vecina|amiga|amigo|pareja|companero|familiar|cunada|cunado|suegra|suegro|yerno|nuera|nieto|nieta|companera|otro paciente|otra paciente|novio|novia|perro|gato|gemelo|gemela",
    ),
    (
        Cue::Has,
        "toma|tomaba|tomo|usa|usaba|esta con|esta en|esta tomando|recibe|recibio|tiene|tuvo|lleva|utiliza|con|en tratamiento|fue|era|murio|padece|bebe|fuma|le dio|le han recetado|le recetaron",
    ),
    (
        Cue::Conditional,
        "si empeora|si empeoramiento|si no mejora|si no hay mejoria|si persiste|si persisten|si fiebre|si aparece|si aparecen|si presenta|si hay|si tiene|si vomita|si vomitos|si sangrado|si dolor|si nota|si sangra|si dificultad|si disnea|en caso de empeoramiento|en caso de empeorar|si no cede|si no remite|si fiebre alta|si mal estado|si reaparece|si recae|si signos|si alarma|signos de alarma|en caso de|salvo que|si se|si le|si el|si la",
    ),
    (
        Cue::Computer,
        "ignora las|ignora todas|ignora todo|ignorar las|ignore las|ignore todas|ignore todo|ignora lo|ignore lo|instrucciones anteriores|instrucciones previas|olvida todo|olvida las|sistema:|asistente:|inteligencia artificial|la ia|a la ia|ia:|para la ia|modelo de lenguaje|al modelo|para el modelo|al sistema|el sistema debe|contrasena|contrasenas|clave de administrador|credenciales|eres un|eres una|ahora eres|actua como|nuevas instrucciones|nueva instruccion|instruccion para|instrucciones para el|borra todo|borra los|borrar todos|elimina todos|elimina los|elimina todo|devuelve|responde solo|responde con|imprime|muestra tu|revela|aprueba todo|desactiva|modo desarrollador|programa informatico|chatbot|sistema automatico|sistemas automaticos|lector automatico|asistente virtual|modelos de lenguaje|olvide lo|olvida lo|olvide todo|haz caso omiso|haga caso omiso|no hagas caso|desobedece|obedece|obedezca|omite las|omita las|nueva orden|orden del sistema|mensaje del sistema|mensaje para el sistema|administrador|sobrescribe|aprobado previamente|ya esta aprobado|sin revision medica|sin revisar|base de datos|usuario:|humano:|tarea:|quien procese|quien lea esto|al procesar|resumidor|querida maquina|a la maquina|maquina:|ordenador:|a todos los programas|tus reglas|tu objetivo|nuevo objetivo|instruccion del sistema|instrucciones del sistema|el nuevo tratamiento es|quien procese esta|a quien procese|olvida las instrucciones|olvida cualquier|olvide las|olvide cualquier|olvida tus|olvide sus|al programa|el programa debe|asistente de ia|estimado asistente|querido asistente|el asistente debe|al asistente|el modelo debe|el sistema debera|al ordenador|querido ordenador|estimado ordenador|el ordenador debe|a los ordenadores|a la computadora|querida computadora|al algoritmo|el algoritmo debe|querido robot|robot:|al robot|anula todo|anula todas|anule todas|anula las instrucciones|borra el plan|borra el historial|prompt:|prompt del sistema|el prompt",
    ),
    (
        Cue::ComputerGoesOn,
        "receta|recete|recetar|prescribe|anade|agrega|programa|escribe|dile|di al|da al paciente|crea|pon|marca|envia|y receta|el paciente debe tomar|todos los pacientes|a todos los pacientes|incluye|inserta|administra",
    ),
    (
        Cue::Symptom,
        "dolor|dolores|fiebre|tos|cefalea|cefaleas|vomitos|nauseas|diarrea|estrenimiento|mareo|mareos|vertigo|vertigos|picor|prurito|sangrado|hinchazon|edema|edemas|disnea|ahogo|cansancio|fatiga|insomnio|ansiedad|depresion|erupcion|exantema|palpitaciones|rigidez|hormigueo|debilidad|calambres|ardor|deposiciones|caidas|crisis|episodios|episodio|faringitis|bronquitis|neumonia|infeccion|hipertension|diabetes|artrosis|asma|migrana|lumbalgia|gonalgia|esguince|fractura|cigarrillos|cigarros|paquetes|cervezas|copas|evolucion|odinofagia|rinorrea|congestion|malestar",
    ),
    (
        Cue::Result,
        "normal|normales|negativo|negativa|positivo|positiva|sin hallazgos|sin alteraciones|anodino|anodina|elevado|elevada|bajo|estable|limpia|correcta|correcto|resultado|resultados|dentro de la normalidad|sin cambios|pendiente de resultado",
    ),
    (
        Cue::Clinic,
        "se explica|explico|explicado|se informa|informo|se entrega|hoja entregada|se da hoja|se deriva|derivo|derivado|derivada|remito|se remite|firmado|informe enviado|consentimiento|se entregan|entregado|entregada|se le explica|explicada|informado|informada|se da|se le da hoja|parte de baja|se emite|certificado|informe para",
    ),
    (
        Cue::Aside,
        "porque|debido a|en lugar de|en vez de|por su|ya que|dado que|previamente|antes tomaba|que tomaba|a causa de|y no|pero no|pero sin|en sustitucion de|sustituyendo a",
    ),
    (
        Cue::Nothing,
        "igual que antes|como antes|igual que hasta ahora|por fuera|fuera de horario|o antes si|o antes en caso|se explica|le explico|le he explicado|he explicado|sin olvidar|no olvidar|no olvide|no dejar de|no suspender|no suspenda|no interrumpir|no abandonar|no deje de|sin interrupcion|con o sin|sin falta|antes del desayuno|antes de la cena|antes de la comida|antes de las comidas|antes de acostarse|antes de dormir|antes de|antes de comer|no superar|sin superar|si no|no mas de|no mejora|no mejoria|sin sal|sin gluten|sin lactosa|sin azucar|tiene que|tiene cita|esta semana|esta noche|esta tarde|dieta sin sal|retirada de puntos|retirada de grapas|retirada de sutura|no hay mejoria|no cede|no remite|no acudir|no lo tolera bien|como hablamos|como hemos hablado|como acordamos|como siempre|como antes|control de nino sano|control del nino sano|revision del nino sano",
    ),
];

const HEADINGS: &[(Heading, &str)] = &[
    (
        Heading::Report,
        "informe de radiologia|informe radiologico|informe de resultados|informe de anatomia patologica|hoja de quirofano|hoja operatoria|protocolo quirurgico|nota de ingreso|sesion clinica|comite de tumores|enfermeria:|turno de noche|informe pericial|certificado|justificante|hoja de anestesia|hoja de ingreso|parte quirurgico|acta de",
    ),
    (
        Heading::History,
        "antecedentes|antecedentes personales|antecedentes familiares|antecedentes de interes|ap|af|motivo de consulta|motivo de ingreso|motivo|historia actual|enfermedad actual|historia|anamnesis|exploracion|exploracion fisica|exploraciones|pruebas complementarias|pruebas|resultados|analitica al ingreso|evolucion|evolucion clinica|curso clinico|curso|diagnostico|diagnosticos|diagnostico principal|juicio clinico|juicio diagnostico|impresion diagnostica|impresion|procedimientos|procedimiento|tratamiento habitual|tratamiento previo|medicacion previa|medicacion habitual|medicacion al ingreso|tratamiento al ingreso|tratamiento recibido|tratamiento en urgencias|tratamiento durante el ingreso|constantes|situacion basal|informe de alta|tratamientos previos|exploraciones complementarias|evolucion en planta|tratamiento domiciliario|situacion social|habitos|resumen|voluntades|informacion a la familia|ingreso|datos del paciente|servicio|comentarios|intervencion|que se hizo|por que ingreso|lo que se hizo|conversado con los padres|comentado con la familia|situacion familiar|diagnosticos de salida|diagnosticos secundarios|diagnostico de egreso|diagnosticos de egreso|resumen de egreso|tratamiento habitual previo al ingreso|medicacion previa al ingreso|tratamiento previo al ingreso|medicacion que tomaba|evolucion hospitalaria|antecedentes patologicos|antecedentes perinatales|laboratorio|examenes de laboratorio|examen fisico|estudios|estudios realizados|hospitalizacion|tratamiento intrahospitalario|curso hospitalario",
    ),
    (
        Heading::Plan,
        "plan|plan terapeutico|plan de actuacion|tratamiento|tratamiento al alta|tratamiento a seguir|tratamiento actual|medicacion|medicacion al alta|medicacion actual|recomendaciones|recomendaciones al alta|indicaciones|indicaciones al alta|instrucciones|instrucciones al alta|consejos|prescripcion|pauta|receta|seguimiento|revision|revisiones|controles|citas|proximas citas|al alta|cuidados|hoy|iniciar|inicio|continuar|nuevo|cambios|nota real|ejercicio|curas|alta|tratamientos|cuidados de enfermeria|citas y pruebas|pruebas|pruebas pendientes|conducta|conducta a seguir|manejo|prescripciones|recetas|medicacion actual al alta|farmacos|en casa|en domicilio|dieta y actividad|pauta de tratamiento|rp|rp/|se indica|actividad|dieta|medicamentos para la casa|medicamentos para casa|medicinas para la casa|medicacion para casa|medicamentos|medicacion nueva|medicacion modificada|medicacion que debe continuar|medicacion que debe continuar igual|medicacion que continua|medicacion sin cambios|controles y seguimiento|seguimiento y controles|citas y controles|proximos controles|plan para la casa|recomendaciones para la casa|cuidados en casa|tratamiento para casa|tratamiento domiciliario al alta|modificaciones|sin cambios|para el dolor|analgesia|nuevos farmacos|farmacos nuevos|farmacos modificados|continua con|continua",
    ),
    (
        Heading::Stopped,
        "suspender|suspendido|suspendidos|medicacion suspendida|medicamentos suspendidos|tratamiento suspendido|retirado|no tomar|dejar|se suspende|dejar de tomar|tratamientos suspendidos|retirar|farmacos retirados|se retira|medicamentos que se suspenden|farmacos suspendidos|medicacion retirada|no debe tomar|medicacion que se suspende",
    ),
    (
        Heading::Forbidden,
        "alergias|alergia|alergias medicamentosas|reacciones adversas|intolerancias|contraindicaciones|ram",
    ),
    (
        Heading::SafetyNet,
        "signos de alarma|acudir a urgencias si|volver si|motivos de consulta urgente|sintomas de alarma|alarma|señales de alarma|cuando consultar|consultar si|criterios de alarma|criterios de reconsulta",
    ),
];
