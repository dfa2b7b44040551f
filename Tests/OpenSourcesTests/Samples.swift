@testable import OpenSources

/// Texts written for these tests: an invented truce between Orvia and Tessaly. Nothing in them happened.
enum Samples {
    static func read(_ text: String, as name: String = "sample.txt") throws -> Publication {
        try OpenSources.read(file: name, bytes: Array(text.utf8))
    }

    /// Pasted from a page, with its menus and advertisements; cues before, after and inside.
    static let pasted = """
        Skip to content
        Menu
        Published: 14 March 2024, 10:32 am
        Advertisement
        Orvia and Tessaly trade blame over shelling at Lake Marn

        By Ilse Varga | The Harbour Gazette

        PORT SELA — Orvia’s army said on Thursday that two villages near Lake Marn had been shelled overnight, and called the attack “a plain breach of the truce”.

        “We counted forty-one rounds before dawn,” army spokesman Col. Pavel Dorin said. “Nobody has told us why.”

        Read more: Five things to know about the Lake Marn truce

        Tessaly’s defence minister, Runa Hale, denied it. “Our guns have been silent since Sunday,” she told reporters in Varn. She added: “Let the monitors come and look.”

        According to Dorin, three houses burned down and “no soldier was anywhere near them.”

        A senior Tessalian official told The Harbour Gazette that the report was “a story made for the cameras.”

        Asked whether the talks would go on, Hale replied: “They must.”

        Lake Marn seen from its western shore. Photo: File
        Share this article
        Comments (12)
        """

    /// A saved page. The byte offsets of its words are looked up in these very bytes.
    static let page = """
        <!DOCTYPE html>
        <html lang="en"><head>
        <title>Crossing at Marn reopens after nine days | Harbour Gazette</title>
        <meta property="og:site_name" content="Harbour Gazette">
        <meta name="date" content="2024-03-20">
        <script type="application/ld+json">
        {"@context": "https://schema.org", "@graph": [
          {"@type": "WebSite", "name": "Harbour Gazette"},
          {"@type": "NewsArticle", "headline": "Crossing at Marn reopens after nine days",
           "datePublished": "2024-03-19T08:15:00+02:00", "dateModified": "2024-03-21", "publisher": {"@type": "Organization", "name": "Harbour Gazette"}}]}
        </script>
        <style>p { color: red } </style>
        </head><body class="with-sidebar">
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <header><h2>Harbour Gazette</h2></header>
        <article>
        <h1>Crossing at Marn reopens after nine&nbsp;days</h1>
        <p class="byline">By Ilse Varga</p>
        <figure><img src="a.jpg" alt="Lorries"><figcaption>Lorries wait at the crossing.</figcaption></figure>
        <p>PORT SELA, March 19 &#8212; The crossing at Marn opened again on Tuesday, and the first lorries went over before noon.</p>
        <script>document.write("“not a quote,” nobody said");</script>
        <p>&ldquo;Trade is the <em>first</em> thing that people notice,&rdquo; customs chief Ada Lorenz said. &#8220;It came back within the hour &amp; nobody was turned away.&#8221;</p>
        <aside class="related"><p><a href="/x">Nine days without bread: “We waited,” said a driver</a></p></aside>
        <p>Drivers from Tessaly said that they had waited for a week. One of them, Olen Brask, said he would &quot;go home and sleep.&quot;</p>
        <div class="ad-slot">Advertisement</div>
        <p>The monitoring team counted two hundred lorries by the evening, half of them with grain and the rest with tools and timber.</p>
        </article>
        <form><label>Your name</label><input name="n"><p>“Leave your thoughts,” the site says.</p></form>
        <footer><p>© Harbour Gazette. All rights reserved.</p></footer>
        </body></html>
        """

    static let withoutQuotes = """
        The monitors went out at six in the morning and came back at noon. They had seen four empty positions on the ridge and none that was manned.

        It didn't rain, and the drivers' lorries crossed the officers' bridge without trouble. The '90s road was closed.
        """

    static let withoutSpeaker = """
        Snow fell on the pass for three days and the road stayed closed.

        “No one goes up there in winter.” The lorries stood in a row below the last bend.
        """

    static let nested = """
        The mayor of Varn, Joris Pell, recalled the night of the fire. “My father said to me, ‘Leave the cattle’s gate open,’ and I did,” he said.

        "They told us 'it is over' and went," Pell added, "and then it wasn't."

        'We are tired,' said Pell's sister, Mara Pell, 'but the guards' posts are empty now.'
        """

    static let running = """
        Bishop Alric spoke at the grave for an hour, and few of those who heard him left.

        “We have buried too many this year.

        “We have buried the young before the old, and the last of them yesterday.

        “Let this be the end of it,” the bishop said. He then thanked the guarantors.
        """

    static let wrapped = """
        Marn talks pause without a date

        The delegations left the lake house on Friday evening without
        agreeing on a date for the next session, and the guarantors said
        that "both sides asked for time" to consult.

        Envoy Teodor Minh told reporters that he was "neither glad nor
        alarmed" by the pause.
        """
}
