// swift-tools-version:6.2

import PackageDescription

/// The same strictness in every room: see CONTRIBUTING.md.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "truce",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "truce", targets: ["truce"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "Mechanism", targets: ["Mechanism"]),
        .library(name: "OpenSources", targets: ["OpenSources"]),
        .library(name: "Registry", targets: ["Registry"]),
        .library(name: "Witness", targets: ["Witness"]),
        .library(name: "Following", targets: ["Following"]),
        .library(name: "SQLiteStorage", targets: ["SQLiteStorage"]),
        .library(name: "Website", targets: ["Website"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    ],
    targets: [
        // Pure: no disk, no network, no clock.
        .target(name: "TransparencyLog", dependencies: [crypto], swiftSettings: settings),
        .target(name: "Mechanism", dependencies: [crypto], swiftSettings: settings),
        .systemLibrary(
            name: "CHTML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(
            name: "OpenSources",
            dependencies: ["CHTML", crypto, .product(name: "HeapModule", package: "swift-collections")],
            resources: [.embedInCode("Languages")], swiftSettings: settings),

        // A witness of any log, and its port.
        .target(name: "Witness", dependencies: ["TransparencyLog"], swiftSettings: settings),

        // The office that admits acts, and its ports.
        .target(
            name: "Registry", dependencies: ["TransparencyLog", "Mechanism", crypto],
            swiftSettings: settings),
        .target(
            name: "Following", dependencies: ["Registry", "TransparencyLog", "Mechanism"], swiftSettings: settings),
        .target(
            name: "SQLiteStorage",
            dependencies: [
                "Registry", "Witness", "Following", "TransparencyLog", "Mechanism",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),

        // Shells.
        .target(
            name: "Outgoing",
            dependencies: [
                "Following", "Registry", "Mechanism", "TransparencyLog", "OpenSources",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(
            name: "Website",
            dependencies: [
                "Registry", "Witness", "Following", "Mechanism", "TransparencyLog", "OpenSources",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Assets"), .copy("Templates")],
            swiftSettings: settings),
        .executableTarget(
            name: "truce",
            dependencies: [
                "Website", "SQLiteStorage", "Outgoing", "Following", "Registry", "Witness", "Mechanism", "TransparencyLog", "OpenSources", crypto,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),

        // Tests.
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        .target(name: "Mutation", path: "Tests/Mutation", swiftSettings: settings),
        .testTarget(name: "TransparencyLogTests", dependencies: ["TransparencyLog", "Mutation"], swiftSettings: settings),
        .testTarget(
            name: "MechanismTests", dependencies: ["Mechanism", "Mutation"], exclude: ["Golden"], swiftSettings: settings),
        .testTarget(name: "OpenSourcesTests", dependencies: ["OpenSources"], swiftSettings: settings),
        .testTarget(name: "WitnessTests", dependencies: ["Witness", "TransparencyLog"], swiftSettings: settings),
        .testTarget(
            name: "RegistryTests",
            dependencies: ["Registry", "Witness", "SQLiteStorage", "Mechanism", "TransparencyLog", "Mutation", crypto, .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "FollowingTests",
            dependencies: ["Following", "SQLiteStorage", "Registry", "Mechanism", "TransparencyLog", crypto],
            swiftSettings: settings),
        .testTarget(
            name: "SQLiteStorageTests",
            dependencies: ["SQLiteStorage", "Registry", "Witness", "Mechanism", "TransparencyLog", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "WebsiteTests",
            dependencies: [
                "Website", "Registry", "Witness", "Mechanism", "TransparencyLog",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings),
        .testTarget(name: "TruceTests", dependencies: ["truce", "Mechanism", "Mutation"], swiftSettings: settings),
    ]
)
