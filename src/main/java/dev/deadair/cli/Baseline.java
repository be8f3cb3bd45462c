package dev.deadair.cli;

import picocli.CommandLine.Command;

/** The command {@code deadair baseline}: only its subcommand does anything. */
@Command(
    name = "baseline",
    description = "What a running watcher takes for usual.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Baseline {}
