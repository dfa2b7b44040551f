import ArgumentParser
import Foundation
import Outgoing

/// The one program.
@main
struct Truce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "truce",
        abstract: "Runs the monitoring and verification mechanism of a ceasefire.",
        discussion: """
            A record of signed acts that each party can verify alone, offline.

            EXAMPLES
              truce demo                                   a whole mechanism, played and served
              truce keys new monitors/team-lead            a key for a desk
              truce init record --agreement agreement.yaml --key a.key --key b.key …
              truce serve record --listen 127.0.0.1:8080
              truce act report.file --key liaison.key --to http://127.0.0.1:8080 --body report.yaml --text narrative=@what.txt
              truce verify http://127.0.0.1:8080 --card card.txt
              truce due record --participant pakistan
              truce follow http://127.0.0.1:8080 --card card.txt --key desk.key --data copy
              truce sources read *.txt

            EXIT CODES
              0 done, 1 refused or not proven, 2 misuse
            """,
        subcommands: [
            Demo.self, Initialise.self, Keys.self, PerformAct.self, LayFile.self, SubmitAct.self, Serve.self, Follow.self, WitnessLogs.self, Verify.self,
            Receipts.self, ShowCard.self, Export.self, Due.self, Backup.self, Restore.self, SucceedRecord.self, Sources.self, PrintReport.self,
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let page = KindPage.asked(by: arguments) { return print(page) }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let complaint as Complaint {
            Terminal.say(complaint.description)
            Foundation.exit(complaint.ending.rawValue)
        } catch let error as OutgoingError {
            Terminal.say(error.message)
            Foundation.exit((error.code == .notAllowed ? Complaint.Ending.misuse : .refused).rawValue)
        } catch {
            let code = exitCode(for: error).rawValue
            let message = fullMessage(for: error)
            guard code != 0 else {
                print(message)
                Foundation.exit(0)
            }
            if !message.isEmpty { Terminal.say(message) }
            // What the argument parser throws is misuse; what a command throws is something refused.
            Foundation.exit(error is ExitCode ? code : message.contains("Usage:") ? 2 : 1)
        }
    }
}
