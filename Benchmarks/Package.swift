// swift-tools-version:6.2

import PackageDescription

let package = Package(
    name: "truce-benchmarks",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "truce-benchmarks", targets: ["TruceBenchmarks"])],
    dependencies: [
        .package(name: "truce", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "TruceBenchmarks",
            dependencies: [
                .product(name: "TransparencyLog", package: "truce"),
                .product(name: "Mechanism", package: "truce"),
                .product(name: "Registry", package: "truce"),
                .product(name: "SQLiteStorage", package: "truce"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ]
)
