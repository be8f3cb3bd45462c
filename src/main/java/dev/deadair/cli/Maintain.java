package dev.deadair.cli;

import picocli.CommandLine.Command;

/** The command {@code deadair maintain}: only its subcommands do anything. */
@Command(
    name = "maintain",
    description = "Keeps a running watcher from paging for what you work on, until an end.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Maintain {}
