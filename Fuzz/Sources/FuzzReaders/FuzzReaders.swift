import Mechanism
import Registry
import TransparencyLog

/// What libFuzzer calls with each input: the first byte chooses the reader, the rest is read.
///
/// A crash is found by itself; that what is read has one reading is checked here.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReaders(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] % 11 {
    case 0: same(bytes, try? Note(bytes).bytes)
    case 1: same(bytes, (try? Checkpoint(text: bytes)).map { Array($0.text.utf8) })
    case 2: same(bytes, try? ProofFile(bytes).bytes)
    case 3: if let policy = try? Policy(file: bytes) { precondition((try? Policy(file: policy.file)) == policy) }
    case 4: same(bytes, (try? EntryBundle.decode(bytes)).flatMap { try? EntryBundle.encode($0) })
    case 5: same(bytes, String(validating: bytes, as: UTF8.self).flatMap { try? Card($0) }.map { Array($0.text.utf8) })
    case 6: once(Envelope.self, bytes)
    case 7: once(Entry.self, bytes)
    case 8: once(Submission.self, bytes)
    case 9: once(Payload.self, bytes)
    default: once(Agreement.self, bytes)
    }
    return 0
}

private func same(_ bytes: [UInt8], _ again: [UInt8]?) {
    precondition(again == nil || again == bytes, "What is read must be written back as it was.")
}

private func once<Value: Record>(_ type: Value.Type, _ bytes: [UInt8]) {
    guard let written = (try? Value(strict: bytes))?.canonical else { return }
    precondition((try? Value(strict: written))?.canonical == written, "What is read must read as the same again.")
}

// The package manager names an executable's beginning after its target, where libFuzzer expects to bring its own.

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ each: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@_cdecl("FuzzReaders_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var (count, arguments) = (count, arguments)
    return runFuzzer(&count, &arguments, fuzzReaders)
}
