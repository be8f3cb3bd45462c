package dev.deadair.cli;

import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code deadair}: without a subcommand it prints its usage. */
@Command(
    name = "deadair",
    description = "The dead-air alarm for Prometheus.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /** The whole tree of commands, for an environment of one's own. */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new Main())
        .addSubcommand(new CommandLine(new Run(environment)))
        .addSubcommand(new CommandLine(new Demo()))
        .addSubcommand(new CommandLine(new Health()))
        .addSubcommand(new CommandLine(new Simulate()))
        .addSubcommand(
            new CommandLine(new Check())
                .addSubcommand(new CheckConfig(environment, InstantSource.system()))
                .addSubcommand(new CheckRoute(environment, InstantSource.system()))
                .addSubcommand(new CheckLabels(environment)))
        .addSubcommand(
            new CommandLine(new Maintain())
                .addSubcommand(new MaintainAdd())
                .addSubcommand(new MaintainList())
                .addSubcommand(new MaintainExpire()))
        .addSubcommand(new CommandLine(new Baseline()).addSubcommand(new BaselineReset()))
        .addSubcommand(new CommandLine(new DrillCommand()))
        .addSubcommand(
            new CommandLine(new Tsdb())
                .addSubcommand(new TsdbVerify())
                .addSubcommand(new TsdbManifest())
                .addSubcommand(new TsdbCompare())
                .addSubcommand(new TsdbPlan()))
        .addSubcommand(
            new CommandLine(new Migrate())
                .addSubcommand(new MigratePreflight())
                .addSubcommand(new MigratePostflight()));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"deadair " + number()};
    }

    static String number() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
