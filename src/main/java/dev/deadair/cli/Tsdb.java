package dev.deadair.cli;

import picocli.CommandLine.Command;

/** The command {@code deadair tsdb}: only its subcommands do anything. */
@Command(
    name = "tsdb",
    description = "Looks at a Prometheus data directory, and never writes to it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Tsdb {}
