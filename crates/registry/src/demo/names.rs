//! Names made by rule: parts of our own making, joined differently region by region. Some have one word,
//! some an apostrophe, as real rosters do.

/// Repeatable chance for one invented person.
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64, number: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// An index below `length`.
    pub fn at(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    fn one(&mut self, list: &[&'static str]) -> &'static str {
        list[self.at(list.len())]
    }

    /// One that is not yet among these words: nobody is called by one word twice.
    fn another(&mut self, list: &[&'static str], words: &str) -> &'static str {
        let at = self.at(list.len());
        let fresh = list.iter().cycle().skip(at).take(list.len());
        fresh.copied().find(|one| words.split(' ').all(|word| word != *one)).unwrap_or(list[at])
    }
}

/// A manner of naming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    Jawa,
    Sunda,
    Melayu,
    Batak,
    Bali,
    Sulawesi,
    Timur,
}

impl Region {
    /// What is usual where the unit lies; one person in four comes from elsewhere.
    pub fn of_code(code: &str, dice: &mut Dice) -> Self {
        const ALL: [Region; 7] =
            [Region::Jawa, Region::Sunda, Region::Melayu, Region::Batak, Region::Bali, Region::Sulawesi, Region::Timur];
        if dice.below(4) == 0 {
            return ALL[dice.at(ALL.len())];
        }
        let number = code.strip_prefix("KW-").and_then(|rest| rest.get(..2)).and_then(|n| n.parse::<u32>().ok());
        match number {
            Some(2) => Self::Batak,
            Some(1 | 3..=9 | 16..=19 | 32) => Self::Melayu,
            Some(11 | 12) => Self::Sunda,
            Some(20) => Self::Bali,
            Some(22 | 28..=31) => Self::Timur,
            Some(21 | 23..=27 | 33) => Self::Sulawesi,
            _ => Self::Jawa,
        }
    }
}

const JAWA_HEAD: [&str; 24] = [
    "Su", "Har", "War", "Pur", "Wi", "Sar", "Tri", "Dar", "Mar", "Bam", "Joko", "Yud", "Setya", "Prab", "Mul", "Kus",
    "Nug", "Rah", "Sri", "Yul", "Han", "Agus", "Catur", "Dwi",
];
const JAWA_TAIL_M: [&str; 20] = [
    "yanto", "tono", "jito", "wanto", "santo", "yono", "wibowo", "raharjo", "mono", "dianto", "roho", "prasetyo",
    "handoko", "satrio", "nardi", "mardi", "giono", "bagyo", "kuncoro", "gunawan",
];
const JAWA_TAIL_F: [&str; 16] = [
    "yani",
    "tini",
    "wati",
    "ningsih",
    "lestari",
    "astuti",
    "rahayu",
    "yanti",
    "hartini",
    "handayani",
    "mawarni",
    "sulastri",
    "winarsih",
    "utami",
    "puspita",
    "widyasari",
];
const JAWA_LAST: [&str; 16] = [
    "Wicaksono",
    "Pramudya",
    "Saputro",
    "Nugroho",
    "Hadisiswoyo",
    "Widagdo",
    "Kusumo",
    "Adiwijaya",
    "Purnomo",
    "Setiawan",
    "Budiman",
    "Wirawan",
    "Santosa",
    "Mulyono",
    "Hartanto",
    "Susanto",
];
const SUNDA_FIRST_M: [&str; 14] = [
    "Asep", "Dadang", "Ujang", "Cecep", "Deden", "Iwan", "Yayan", "Engkos", "Tatang", "Nandang", "Rukman", "Jajang",
    "Aceng", "Encep",
];
const SUNDA_FIRST_F: [&str; 12] =
    ["Neneng", "Euis", "Imas", "Lilis", "Teti", "Cucu", "Ai", "Iis", "Nyai", "Popon", "Entin", "Yeyen"];
const SUNDA_LAST: [&str; 16] = [
    "Suryana",
    "Hidayat",
    "Kurniawan",
    "Somantri",
    "Permana",
    "Supriatna",
    "Rohimat",
    "Sutisna",
    "Nugraha",
    "Gumilar",
    "Wiguna",
    "Sobandi",
    "Kartika",
    "Rohaeni",
    "Maryam",
    "Komala",
];
const MELAYU_FIRST_M: [&str; 18] = [
    "Ahmad", "Muhammad", "Zul", "Syafri", "Rizal", "Fadli", "Ikhsan", "Hamdan", "Yusrizal", "Ridwan", "Taufik",
    "Ma'ruf", "Syafi'i", "Irfan", "Hafiz", "Bakhtiar", "Nasrul", "Khairul",
];
const MELAYU_FIRST_F: [&str; 16] = [
    "Nur", "Siti", "Sa'diyah", "Rahmi", "Yusnita", "Fitri", "Zahara", "Halimah", "Nur'aini", "Aisyah", "Rosmiati",
    "Desi", "Yanti", "Laila", "Khadijah", "Mardiana",
];
const MELAYU_LAST: [&str; 22] = [
    "Zulkarnain",
    "Effendi",
    "Hasan",
    "Ramadhan",
    "Syahputra",
    "Anwar",
    "Fahmi",
    "Rasyid",
    "Maulana",
    "Akbar",
    "Hakim",
    "Siddiq",
    "Iskandar",
    "Arifin",
    "Sulaiman",
    "Jamil",
    "Fauzi",
    "Rahman",
    "Aziz",
    "Karim",
    "Basri",
    "Yusuf",
];
const BATAK_FIRST_M: [&str; 14] = [
    "Jonggi", "Parlin", "Maruli", "Togar", "Binsar", "Ronal", "Hotman", "Sahat", "Poltak", "Tigor", "Daniel", "Roy",
    "Lamhot", "Saut",
];
const BATAK_FIRST_F: [&str; 12] =
    ["Tiur", "Rotua", "Duma", "Lasma", "Rumondang", "Tiara", "Riris", "Nauli", "Hotma", "Lamria", "Sondang", "Mian"];
const BATAK_LAST: [&str; 16] = [
    "Marpaga",
    "Sihotara",
    "Nasurung",
    "Hutaraja",
    "Simanduru",
    "Pardosari",
    "Lumbangoru",
    "Tambunaria",
    "Siregura",
    "Panggabara",
    "Manurasi",
    "Sinambeli",
    "Gultoma",
    "Butarsi",
    "Harahapa",
    "Lubisara",
];
const BALI_ORDER: [&str; 7] = ["Wayan", "Putu", "Made", "Kadek", "Nyoman", "Komang", "Ketut"];
const BALI_LAST: [&str; 20] = [
    "Suardana",
    "Wirawan",
    "Artana",
    "Sudiarta",
    "Mahendra",
    "Arnawa",
    "Widiana",
    "Suastika",
    "Yudiana",
    "Parwata",
    "Sukerti",
    "Sumadi",
    "Juliantari",
    "Suryani",
    "Astiti",
    "Pradnya",
    "Wedanta",
    "Adnyana",
    "Sugiarta",
    "Darmika",
];
const SULAWESI_FIRST: [&str; 20] = [
    "Andi",
    "Daeng",
    "Baso",
    "Muhtar",
    "Syamsul",
    "Irwan",
    "Rusli",
    "Hasnah",
    "Rosdiana",
    "Nurhayati",
    "Besse",
    "Jumriah",
    "Amiruddin",
    "Saharuddin",
    "Marwah",
    "Hasbi",
    "Tenri",
    "Lukman",
    "Murni",
    "Sitti",
];
const SULAWESI_LAST: [&str; 18] = [
    "Mappasere",
    "Paturusi",
    "Makkulau",
    "Palewai",
    "Rahim",
    "Tahir",
    "Mangkona",
    "Lamakka",
    "Pabeangi",
    "Latief",
    "Manggabarani",
    "Sirajuddin",
    "Tolleng",
    "Massarapi",
    "Hamid",
    "Bundu",
    "Sampara",
    "Ranggong",
];
const TIMUR_FIRST: [&str; 22] = [
    "Yohanis",
    "Maria",
    "Petrus",
    "Agustina",
    "Markus",
    "Yosefina",
    "Frans",
    "Martha",
    "Elias",
    "Dorkas",
    "Simon",
    "Yuliana",
    "Benyamin",
    "Kristina",
    "Thomas",
    "Adriana",
    "Stefanus",
    "Regina",
    "Oktovianus",
    "Sefnat",
    "Novita",
    "Rut",
];
const TIMUR_LAST: [&str; 20] = [
    "Latumaela",
    "Wairisa",
    "Kambuara",
    "Nahaki",
    "Lerebula",
    "Tutuhena",
    "Mandoben",
    "Rumawi",
    "Benafa",
    "Seranu",
    "Pattilata",
    "Waromika",
    "Leuwara",
    "Manuhua",
    "Kaisara",
    "Nenobesi",
    "Yarangka",
    "Tallola",
    "Wenda'a",
    "Ohoira",
];

/// One name.
pub(super) fn name(dice: &mut Dice, region: Region, female: bool) -> String {
    match region {
        Region::Jawa => jawa(dice, female),
        Region::Sunda => {
            let first = dice.one(if female { &SUNDA_FIRST_F } else { &SUNDA_FIRST_M });
            with_more(dice, first, &SUNDA_LAST, &MELAYU_LAST)
        }
        Region::Melayu => {
            let first = dice.one(if female { &MELAYU_FIRST_F } else { &MELAYU_FIRST_M });
            with_more(dice, first, &MELAYU_LAST, &SUNDA_LAST)
        }
        Region::Batak => {
            let first = dice.one(if female { &BATAK_FIRST_F } else { &BATAK_FIRST_M });
            let middle = if dice.below(2) == 0 { format!(" {}", dice.one(&TIMUR_FIRST)) } else { String::new() };
            format!("{first}{middle} {}", dice.one(&BATAK_LAST))
        }
        Region::Bali => {
            let sign = if female { "Ni" } else { "I" };
            let (order, first) = (dice.one(&BALI_ORDER), dice.one(&BALI_LAST));
            if dice.below(3) == 0 {
                format!("{sign} {order} {first} {}", dice.another(&BALI_LAST, first))
            } else {
                format!("{sign} {order} {first}")
            }
        }
        Region::Sulawesi => {
            let first = dice.one(&SULAWESI_FIRST);
            with_more(dice, first, &SULAWESI_LAST, &MELAYU_LAST)
        }
        Region::Timur => {
            let first = dice.one(&TIMUR_FIRST);
            with_more(dice, first, &TIMUR_LAST, &TIMUR_LAST)
        }
    }
}

fn jawa(dice: &mut Dice, female: bool) -> String {
    let head = dice.one(&JAWA_HEAD);
    let tail = dice.one(if female { &JAWA_TAIL_F } else { &JAWA_TAIL_M });
    let first = format!("{head}{tail}");
    match dice.below(10) {
        0..=1 => first,
        2..=6 => format!("{first} {}", dice.another(&JAWA_LAST, &first)),
        _ => {
            let (head, tails): (_, &[_]) = (dice.one(&JAWA_HEAD), if female { &JAWA_TAIL_F } else { &JAWA_TAIL_M });
            let both = format!("{first} {head}{}", dice.another(tails, tail));
            format!("{both} {}", dice.another(&JAWA_LAST, &both))
        }
    }
}

/// One, two or three words.
fn with_more(dice: &mut Dice, first: &str, last: &[&'static str], other: &[&'static str]) -> String {
    match dice.below(20) {
        0 => first.to_owned(),
        1..=9 => format!("{first} {}", dice.another(last, first)),
        _ => {
            let both = format!("{first} {}", dice.another(other, first));
            format!("{both} {}", dice.another(last, &both))
        }
    }
}
