import Mutation
import Testing

@testable import TransparencyLog

@Suite("Base64, hexadecimal, decimal and digests")
struct EncodingTests {
    @Test(
        "base64 is that of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64Vectors(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test("base64 and hexadecimal read back what they write, whole and as a slice")
    func roundTrips() {
        var random = SeededGenerator(seed: 1)
        for length in 0..<200 {
            let bytes = random.bytes(length)
            let base64 = Base64.encode(bytes)
            let hex = Hex.encode(bytes)
            #expect(Base64.decode(base64) == bytes)
            #expect(Hex.decode(hex) == bytes)
            #expect(Base64.encode(bytes.dropFirst(3)) == Base64.encode(Array(bytes.dropFirst(3))))
            #expect(Base64.decode((Array("!!".utf8) + base64.utf8).dropFirst(2)) == bytes)
            #expect(Hex.decode((Array("!!".utf8) + hex.utf8).dropFirst(2)) == bytes)
        }
    }

    @Test(
        "every two and three bytes have one base64 text, and every group of four characters is read or refused rightly")
    func base64IsCanonical() {
        // All final groups with padding: exactly those that encode() makes are read.
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \n".utf8)
        var read = 0
        for a in alphabet {
            for b in alphabet {
                for tail in ["==", "A=", "E=", "B=", "=A", "AA"] {
                    let text = [a, b] + Array(tail.utf8)
                    if let bytes = Base64.decode(text) {
                        read += 1
                        #expect(Array(Base64.encode(bytes).utf8) == text)
                    }
                }
            }
        }
        #expect(read == 64 * 4 + 64 * 64 * 3)
    }

    @Test(
        "base64 that another text would stand for as well is refused",
        arguments: [
            "Zg", "Zg=", "Zg==\n", " Zg==", "Zg= =", "Zh==", "Zm9=", "Z===", "====", "=", "Zg==Zg==", "Zm9v\r\nZm9v",
            "Zm-_", "Zm9vé=",
        ])
    func base64Strictness(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "hexadecimal with capitals, spaces, prefixes or half a byte is refused",
        arguments: ["A0", "a", "0x", " a0", "g0", "0g", "a0\n"])
    func hexStrictness(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test("decimals have no leading zeros, no signs, and fit in 64 bits")
    func decimals() {
        for (text, number) in [("0", 0), ("7", 7), ("10", 10), ("18446744073709551615", UInt64.max)] {
            #expect(Decimal.decode(text.utf8) == number)
        }
        for text in [
            "", "00", "01", "+1", "-1", " 1", "1 ", "1a", "18446744073709551616", "99999999999999999999",
            "184467440737095516150",
        ] {
            #expect(Decimal.decode(text.utf8) == nil, "\(text)")
        }
    }

    @Test("SHA-256 is that of FIPS 180, whole and in parts")
    func sha256() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Digest.sha256(of: Array("abc".utf8)).hex == abc)
        #expect(Digest.sha256(of: [], Array("a".utf8), Array("bc".utf8)).hex == abc)
        #expect(Merkle.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("a digest has 32 bytes, keeps their order, and differs in each")
    func digests() {
        let bytes = [UInt8](0..<32)
        let digest = Digest(bytes)
        #expect(digest?.bytes == bytes)
        #expect(digest?.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(digest.map { Digest(hex: $0.hex) } == digest)
        #expect(digest.map { Digest(base64: $0.base64) } == digest)
        #expect(Digest(bytes.dropLast()) == nil && Digest(bytes + [0]) == nil && Digest([] as [UInt8]) == nil)
        #expect(Digest(hex: "00") == nil && Digest(base64: "AA==") == nil)
        bytes.flippingEachBit { changed, _ in
            #expect(Digest(changed) != digest)
        }
    }
}
