/// What a line of pasted text is, when it is not the article's. Only lines that are nothing else are
/// marked: a sentence never is.
struct BoilerplateRules {
    static func kind(of line: String) -> Boilerplate.Kind? {
        guard line.utf8.count <= 330 else { return nil }
        let lower = line.lowercased().map { $0 == "\u{2019}" ? "'" : $0 }
        if isCaption(String(lower)) { return .caption }
        guard lower.count <= 160 else { return nil }
        let words = lower.filter { $0.isLetter || $0.isNumber || $0 == " " }.split(separator: " ").map {
            String($0)
        }
        if words.isEmpty { return .notice }
        if isNavigation(line) { return .navigation }
        if let kind = lines[words.joined(separator: " ")] { return kind }
        if let rule = prefixes.first(where: { lower.starts(with: $0.0) }) { return rule.1 }
        if String(lower).hasSuffix("all rights reserved.") || String(lower).hasSuffix("all rights reserved") {
            return .notice
        }
        if words.count <= 4, let last = words.last, words[0].allSatisfy(\.isNumber), counted.contains(last) {
            return .pageControl
        }
        return nil
    }

    /// "Home | World | Region", "Home > World": short names in a row. A row that names an outlet and no
    /// section of a site is somebody's byline.
    private static func isNavigation(_ line: String) -> Bool {
        let marks: Set<Character> = ["|", "·", "•", "›", "»", ">", "→", "/"]
        let items = line.split(whereSeparator: marks.contains).map {
            $0.split(separator: " ").joined(separator: " ")
        }.filter { !$0.isEmpty }
        guard items.count >= 2,
            items.allSatisfy({ item in
                item.utf8.count <= 30 && item.split(separator: " ").count <= 3
                    && item.first?.isUppercase == true
                    && !item.contains { $0.isNumber || ".,:;?!“”\"".contains($0) }
            })
        else { return false }
        let named = items.count { sections.contains($0.lowercased()) }
        if items.count == 2 { return named == 2 || items[0].lowercased() == "home" }
        return named > 0 || items.count > 3 && !items.contains(where: OutletNames.isOutlet)
    }

    /// What the parts of a site are called.
    private static let sections: Set<String> = [
        "home", "news", "latest", "latest news", "world", "region", "regional", "national", "politics",
        "business", "economy", "opinion", "editorial", "sport", "sports", "culture", "science", "technology",
        "health", "video", "videos", "live", "about", "contact", "archive", "search", "menu", "subscribe",
        "e-paper", "epaper", "multimedia", "lifestyle", "entertainment",
    ]

    /// "12 comments"
    private static let counted: Set<String> = [
        "comments", "comment", "shares", "share", "views", "read", "reads", "likes", "replies",
    ]

    /// A line that credits a picture at its end or its beginning.
    private static func isCaption(_ lower: String) -> Bool {
        if captionHeads.contains(where: lower.hasPrefix) { return true }
        let tail = Array(lower.utf8.suffix(80))
        for mark in credits {
            guard let end = self.end(of: mark, in: tail) else { continue }
            // Only a name follows the mark.
            if tail[end...].split(separator: UInt8(ascii: " ")).count <= 7 { return true }
        }
        let end = lower.trimming { ").] ".contains($0) }
        return agencies.contains { end.hasSuffix($0) }
    }

    private static func end(of mark: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= mark.count else { return nil }
        return (0...(text.count - mark.count)).first { text[$0] == mark[0] && text[$0...].starts(with: mark) }
            .map { $0 + mark.count }
    }

    private static let captionHeads = [
        "photo:", "image:", "picture:", "pictured:", "(photo", "[photo", "caption:", "file photo",
        "representational image",
    ]

    private static let credits: [[UInt8]] = [
        "photo:", "photo by", "photo/", "image:", "picture:", "photograph:", "credit:", "[file:",
        "/getty images", "reuters/file", "ap photo",
        "photo courtesy",
    ].map { Array($0.utf8) }

    private static let agencies = [
        "/afp", "/reuters", "/file", "/epa", "/anadolu", "—reuters", "— reuters", "—afp", "— afp", "—file",
        "– afp", "– reuters", "| reuters", "| afp",
        "| ap", "via reuters", "via ap",
    ]

    private static let prefixes: [(String, Boilerplate.Kind)] = [
        ("read more", .relatedLink), ("read also", .relatedLink), ("also read", .relatedLink),
        ("see also", .relatedLink),
        ("also see", .relatedLink), ("read:", .relatedLink), ("must read", .relatedLink),
        ("related:", .relatedLink), ("watch:", .relatedLink),
        ("listen:", .relatedLink), ("more on this", .relatedLink), ("don't miss:", .relatedLink),
        ("recommended:", .relatedLink),
        ("explained:", .relatedLink), ("live:", .relatedLink),
        ("follow us", .pageControl), ("sign up for", .pageControl), ("subscribe to", .pageControl),
        ("click here", .pageControl),
        ("share on", .pageControl), ("share this", .pageControl), ("tags:", .pageControl),
        ("topics:", .pageControl), ("filed under", .pageControl),
        ("posted in", .pageControl), ("download the", .pageControl), ("join our", .pageControl),
        ("get our", .pageControl),
        ("copyright", .notice), ("©", .notice), ("we use cookies", .notice),
        ("this site uses cookies", .notice), ("published in ", .notice),
        ("comment /", .commentForm), ("leave a ", .commentForm),
        ("your email address will not", .commentForm),
        ("required fields are marked", .commentForm), ("comments (", .commentForm),
        ("advertisement", .advertisement), ("adsense", .advertisement), ("sponsored by", .advertisement),
    ]

    private static let lines: [String: Boilerplate.Kind] = {
        let groups: [(Boilerplate.Kind, String)] = [
            (
                .advertisement,
                """
                ad|ads|advertisement|advertisements|adsense advertisement|sponsored
                sponsored content|promoted|promoted content|paid content
                story continues below this ad|article continues after ad
                """
            ),
            (
                .navigation,
                """
                menu|home|skip to content|skip to main content|sections|latest|latest news
                top stories|world|business|sport|sports|opinion|videos|back to top|next|previous
                next article|previous article
                """
            ),
            (
                .pageControl,
                """
                dark mode|light mode|logo|search|subscribe|subscribe now|sign in|log in|login
                sign up|register|share|share this|share this article|tweet|print|email|copy link
                facebook|twitter|x|whatsapp|linkedin|telegram|save|bookmark|listen
                listen to this article|play|pause|mute|close|accept|accept all|load more
                load next story|next story|previous story|show more|view all|see all|follow
                follow us|translate|font size|toggle navigation|open menu|loading|image|video
                gallery|text size
                """
            ),
            (
                .relatedLink,
                """
                related|related articles|related news|related stories|related topics
                you may also like|you might also like|more stories|more from this section|trending
                trending now|most read|most popular|read more|also read|recommended
                recommended for you|read next|editors picks
                """
            ),
            (
                .commentForm,
                """
                comment|comments|leave a comment|leave a reply|comment reply from|post a comment
                post comment|add a comment|write a comment|reply|name|your name|your comment|submit
                view comments|no comments|be the first to comment
                """
            ),
            (
                .notice,
                """
                newsletter|cookie policy|privacy policy|terms of use|terms and conditions
                terms of service|contact us|about us|disclaimer
                """
            ),
        ]
        var lines: [String: Boilerplate.Kind] = [:]
        for (kind, words) in groups {
            for word in words.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
                lines[String(word)] = kind
            }
        }
        return lines
    }()
}

extension StringProtocol {
    /// The text without the characters at its end for which the test holds.
    func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
        return String(self[startIndex..<end])
    }
}
