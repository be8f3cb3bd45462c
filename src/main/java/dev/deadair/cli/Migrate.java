package dev.deadair.cli;

import picocli.CommandLine.Command;

/** The command {@code deadair migrate}: only its subcommands do anything. */
@Command(
    name = "migrate",
    description = "Says whether an upgrade may go on, and why not.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Migrate {}
