/// Texts in Urdu and Turkish, written for these tests; no native speaker has read them. The speakers are
/// those of the alias table, since a speaker must be known under one name in all languages; the talks, the
/// days and every word are invented.
enum LanguageSamples {
    /// One statement: the Foreign Office of Pakistan on Thursday, 12 March 2026.
    static let urduTelling = """
        دوحہ مذاکرات کا تیسرا دور کسی معاہدے کے بغیر ختم
        جمعرات 12 مارچ 2026ء
        اسلام آباد: ترجمان دفتر خارجہ طاہر حسین اندرابی نے جمعرات کو ہفتہ وار بریفنگ میں کہا کہ دوحہ میں مذاکرات کا تیسرا دور کسی معاہدے کے بغیر ختم ہو گیا ہے۔
        انہوں نے کہا کہ “ہم نے تحریری ضمانت مانگی تھی مگر دوسرے فریق نے کوئی وعدہ نہیں کیا۔”
        ترجمان نے بتایا کہ سرحد پر دونوں گزرگاہیں بند رہیں گی اور 14 قیدی ابھی تک واپس نہیں آئے۔
        ان کا کہنا تھا کہ پاکستان ثالثوں کے ذریعے مذاکرات جاری رکھنے کو تیار ہے۔
        """

    /// The same with other words, reversed marks, digits of the script, letters of an Arabic keyboard, a
    /// joiner and a direction mark.
    static let urduRetelling = """
        تحریری ضمانت نہ ملنے پر مذاکرات ناکام رہے
        شائع: ۱۳ مارچ ۲۰۲۶
        دفتر خارجہ کا کہنا ہے کہ دوحہ میں ہونے والے مذاکرات کا تیسرا دور معاہدے کے بغیر ختم ہوا۔
        \u{200F}ترجمان دفتر خارجہ کے مطابق ’’ہم نے تحریری ضمانت مانگی تھی‘‘ لیکن دوسرے فریق نے وعدہ کرنے سے انکار کیا۔
        طاہر اندرابي نے جمعرات کو بتایا كہ سرحد کی دونوں گزرگاہیں بند رہیں گی اور ۱۴ قیدی واپس نہیں کیے گئے۔
        انہوں نے کہا کہ پاکستان ثالثوں کے ذریعے مذاکرات جاری رکھنے پر تیار ہے اور بین‌الاقوامی مبصرین کا خیرمقدم کرتا ہے۔
        """

    static let urduPage = """
        <!DOCTYPE html>
        <html lang="ur" dir="rtl"><head><meta charset="utf-8"><title>سرحدی گزرگاہیں بند رہیں گی</title>
        <meta property="article:published_time" content="2026-03-12T18:00:00+05:00"></head>
        <body><nav><a href="/">صفحہ اول</a> <a href="/w">دنیا</a></nav>
        <article><h1>سرحدی گزرگاہیں بند رہیں گی، دفتر خارجہ</h1>
        <p>اسلام آباد — ترجمان دفتر خارجہ نے جمعرات کو ایک بیان میں کہا کہ دوحہ میں مذاکرات کا تیسرا دور معاہدے کے بغیر ختم ہو گیا۔</p>
        <p>ترجمان کا کہنا تھا کہ دوسرے فریق نے تحریری ضمانت دینے کا کوئی وعدہ نہیں کیا۔ انہوں نے خبردار کیا کہ سرحد پر دونوں گزرگاہیں بند رہیں گی اور 14 قیدی واپس نہیں آئے۔</p>
        <p>ترجمان نے کہا: “پاکستان ثالثوں کے ذریعے مذاکرات جاری رکھنے کو تیار ہے۔”</p>
        </article></body></html>
        """

    /// Hard negative: the same office, two weeks before, of the round before.
    static let urduEarlierRound = """
        مذاکرات کا دوسرا دور ختم، تحریری ضمانت پر اتفاق نہ ہو سکا
        جمعرات 26 فروری 2026ء
        اسلام آباد: ترجمان دفتر خارجہ طاہر حسین اندرابی نے جمعرات کو کہا کہ انقرہ میں مذاکرات کا دوسرا دور ختم ہو گیا ہے۔
        انہوں نے کہا کہ “ہم نے تحریری ضمانت مانگی ہے اور جواب کا انتظار ہے۔”
        ترجمان نے بتایا کہ سرحد پر ایک گزرگاہ کھلی رہے گی اور 9 قیدی واپس آ چکے ہیں۔
        """

    /// Hard negative: another speaker on the same day, in like words.
    static let urduOtherSpeaker = """
        سرحد بند کرنا نقصان دہ ہے، ذبیح اللہ مجاہد
        جمعہ 13 مارچ 2026ء
        کابل: افغان طالبان کے ترجمان ذبیح اللہ مجاہد نے جمعرات کو ایک بیان میں کہا کہ دوحہ میں مذاکرات کا تیسرا دور ختم ہو گیا مگر دروازہ بند نہیں ہوا۔
        ان کا کہنا تھا کہ “تحریری ضمانت کا مطالبہ پہلے طے شدہ ایجنڈے میں شامل نہیں تھا۔”
        انہوں نے مطالبہ کیا کہ سرحد پر دونوں گزرگاہیں فوری طور پر کھولی جائیں تاکہ گندم کی تجارت شروع ہو سکے۔
        """

    static let urduOtherSpeakerRetold = """
        گزرگاہیں کھولنے کا مطالبہ
        14 مارچ 2026
        ذبیح اللہ مجاہد نے جمعرات کو کہا کہ مذاکرات کا تیسرا دور ختم ہونے کے باوجود دروازہ بند نہیں ہوا۔
        ترجمان کے بقول تحریری ضمانت کا مطالبہ طے شدہ ایجنڈے میں شامل نہیں تھا۔
        ذبیح اللہ مجاہد نے زور دیا کہ دونوں گزرگاہیں فوری کھولی جائیں تاکہ گندم کی تجارت شروع ہو۔
        """

    /// The first statement, in Turkish.
    static let turkishTelling = """
        Doha görüşmelerinin üçüncü turu anlaşma olmadan sona erdi
        13 Mart 2026 Cuma
        İSLAMABAD (Haber Merkezi) - Pakistan Dışişleri Bakanlığı Sözcüsü Tahir Andrabi, perşembe günü düzenlediği basın toplantısında Doha'daki görüşmelerin üçüncü turunun anlaşma olmadan sona erdiğini söyledi.
        Andrabi, “Yazılı garanti istedik, ancak karşı taraf hiçbir taahhütte bulunmadı.” dedi.
        Sözcü, sınırdaki iki kapının kapalı kalacağını ve 14 esirin henüz geri dönmediğini belirtti.
        Andrabi, Pakistan'ın arabulucular aracılığıyla görüşmelere devam etmeye hazır olduğunu kaydetti.
        """

    static let turkishRetelling = """
        Pakistan: Sınır kapıları kapalı kalacak
        Yayınlanma: 13.03.2026 09:40
        Pakistan Dışişleri Bakanlığından perşembe günü yapılan açıklamada, Doha'da yürütülen görüşmelerin 3. turunun anlaşma olmadan bittiği belirtildi.
        “Yazılı garanti istedik” diyen Sözcü Tahir Andrabi, karşı tarafın taahhütte bulunmadığını ifade etti.
        Andrabi'ye göre sınırdaki iki kapı kapalı kalacak, 14 esir ise henüz geri dönmedi.
        “Arabulucular aracılığıyla görüşmelere devam etmeye hazırız” diye konuştu.
        """

    static let turkishPage = """
        <!DOCTYPE html>
        <html lang="tr"><head><meta charset="utf-8"><title>Doha'da anlaşma çıkmadı | Kıyı Postası</title>
        <meta property="og:site_name" content="Kıyı Postası"><meta property="article:published_time" content="2026-03-12T20:15:00+03:00"></head>
        <body><nav><a href="/">Anasayfa</a> <a href="/d">Dünya</a></nav>
        <article><h1>Doha'da anlaşma çıkmadı</h1>
        <p>Pakistan Dışişleri Bakanlığı perşembe günü yaptığı açıklamada, Doha'daki görüşmelerin üçüncü turunun anlaşma olmadan sona erdiğini duyurdu.</p>
        <p>Sözcü Andrabi şöyle dedi: “Yazılı garanti istedik. Karşı taraf taahhütte bulunmadı.”</p>
        <p>Andrabi, sınırdaki iki kapının kapalı kalacağını, 14 esirin dönmediğini açıkladı. Sözcü ayrıca arabulucular aracılığıyla görüşmelere devam etmeye hazır olduklarını vurguladı.</p>
        <p>Paylaş</p></article></body></html>
        """

    /// Hard negative: the same office, two weeks before, of the round before.
    static let turkishEarlierRound = """
        Görüşmelerin ikinci turu tamamlandı
        27 Şubat 2026 Cuma
        Pakistan Dışişleri Bakanlığı Sözcüsü Tahir Andrabi, perşembe günü yaptığı açıklamada Ankara'daki görüşmelerin ikinci turunun tamamlandığını söyledi.
        Andrabi, “Yazılı garanti istedik, yanıt bekliyoruz.” dedi.
        Sözcü, sınırdaki bir kapının açık kalacağını ve 9 esirin döndüğünü belirtti.
        """

    /// Hard negative: a minister on the same day, in like words.
    static let turkishOtherSpeaker = """
        Asıf: Garanti olmadan kapı açılmaz
        13 Mart 2026
        Pakistan Savunma Bakanı Havace Asıf, perşembe günü bir televizyona verdiği mülakatta “Yazılı garanti istedik ve istemeye devam edeceğiz” ifadesini kullandı.
        Asıf, ordunun buğday konvoylarını koruyacağını söyledi.
        """

    static let turkishOtherSpeakerRetold = """
        Savunma Bakanı buğday konvoyları için konuştu
        14 Mart 2026 Cumartesi
        Havace Asıf perşembe günü yayımlanan mülakatta yazılı garanti istemeye devam edeceklerini belirtti.
        Bakan Asıf, buğday konvoylarını ordunun koruyacağını vurguladı.
        """

    /// The first statement, in English.
    static let englishTelling = """
        Third round of Doha talks ends without agreement
        Published: 13 March 2026
        ISLAMABAD: Foreign Office spokesperson Tahir Andrabi said on Thursday that the third round of talks in Doha had ended without an agreement. The weekly briefing in Pakistan's capital was held in the afternoon.
        “We asked for a written guarantee, but the other side made no commitment,” Andrabi said.
        The spokesperson said that the two crossings at the border would stay closed and that 14 prisoners had not come back.
        Andrabi added that Pakistan was ready to continue the talks through mediators.
        """

    /// Both directions in one text.
    static let mixed = """
        دفتر خارجہ نے ٹویٹ کی تصدیق کی
        12 مارچ 2026
        ترجمان دفتر خارجہ نے جمعرات کو کہا کہ “The talks in Doha are over” کے الفاظ سرکاری اکاؤنٹ سے جاری ہوئے۔
        انہوں نے بتایا کہ اکاؤنٹ @ForeignOfficePk پر یہ پیغام انگریزی میں لکھا گیا اور اس کا اردو ترجمہ بھی جلد جاری کیا جائے گا۔
        """

    static let german = """
        Gespräche in Doha ohne Ergebnis beendet
        12.03.2026
        Die dritte Runde der Gespräche in Doha ist am Donnerstag ohne Ergebnis zu Ende gegangen. „Wir haben eine schriftliche Zusage verlangt“, sagte ein Sprecher. Die beiden Übergänge an der Grenze bleiben nach seinen Worten vorerst geschlossen, und vierzehn Gefangene sind noch nicht zurückgekehrt.
        """
}
