package dev.deadair.cli;

import picocli.CommandLine.Command;

/** The command {@code deadair check}: only its subcommands do anything. */
@Command(
    name = "check",
    description = "Says what is wrong before it does harm.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Check {}
