package dev.deadair;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The map of packages, and the few rules of the house that a machine can check. */
class ArchitectureTest {
  private static final String OKHTTP = " okhttp3.. okio.. kotlin..";
  private static final String VERTX = " io.vertx.. io.netty..";

  /** One line a package, lowest first: a line names only lines above it, and inherits theirs. */
  private static final List<Arrows> MAP =
      List.of(
          pure("liveness", ""),
          pure("diagnosis", "liveness"),
          pure("alert", "liveness diagnosis"),
          pure("turn", "liveness diagnosis alert"),
          pure("view", "turn"),
          edge("config", "liveness alert", "com.typesafe.config.."),
          edge("discovery", "liveness", OKHTTP + VERTX),
          edge("probe", "liveness", VERTX + " org.snakeyaml.engine.."),
          edge("store", "turn", "org.sqlite.."),
          edge("notify", "alert turn", OKHTTP + " com.fasterxml.jackson.core.."),
          edge("peer", "turn view", OKHTTP),
          edge("web", "view peer store", VERTX + " io.micrometer.. io.prometheus.."),
          edge("tsdb", "", "io.airlift.compress.."),
          edge("lint", "diagnosis alert config", OKHTTP + " org.snakeyaml.engine.."),
          edge("migrate", "tsdb lint probe", ""),
          edge("replay", "turn view", OKHTTP),
          edge("app", "config discovery probe store notify web migrate replay", ".."),
          edge("demo", "app", VERTX),
          edge("cli", "demo", "picocli.. ch.qos.logback.. org.snakeyaml.engine.."));

  private static final Map<String, Set<String>> REACHED = reached();

  /** What a package may use that computes and nothing else; {@code URI} is such a value too. */
  private static final Set<String> PURE_JDK =
      words(
          """
          java.lang java.lang.annotation java.lang.invoke java.lang.runtime java.math
          java.nio.charset java.security java.text java.time..
          java.util java.util.function java.util.regex java.util.stream
          """);

  /** Types of those packages that reach for clocks, threads, chance or the process all the same. */
  private static final Class<?>[] MACHINE = {
    System.class,
    Runtime.class,
    Thread.class,
    ThreadLocal.class,
    ProcessBuilder.class,
    ProcessHandle.class,
    Clock.class,
    InstantSource.class,
    Random.class,
    SecureRandom.class,
    Scanner.class,
    Timer.class,
  };

  private static final JavaClasses MAIN = imported(where -> !isOfTests(where));
  private static final JavaClasses TESTS = imported(ArchitectureTest::isOfTests);

  @ParameterizedTest
  @FieldSource("MAP")
  void aPackageImportsOnlyWhatItsLineAllows(Arrows line) {
    classes()
        .that()
        .resideInAPackage(line.pattern())
        .should()
        .onlyDependOnClassesThat(line.allowed())
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void aPurePackageReadsNoClockAndTouchesNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(patterns(MAP.stream().filter(Arrows::pure)))
        .should()
        .dependOnClassesThat(belongToAnyOf(MACHINE))
        .orShould()
        .accessTargetWhere(readsClockOrChance())
        .check(MAIN);
  }

  @Test
  void everyPackageIsOnTheMap() {
    classes().should().resideInAnyPackage(patterns(MAP.stream())).check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        MAIN.getPackage("dev.deadair").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName);

    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  @Test
  void noTestIsSkippedMockedOrAsleep() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.junit.jupiter.api.condition..", "org.mockito..")
                .or(simpleName("Disabled"))
                .or(simpleName("Assumptions")))
        .orShould()
        .accessTargetWhere(describe("is sleep", access -> access.getName().equals("sleep")))
        .because("a test that did not run is no test, and time is an argument")
        .check(TESTS);
  }

  private static Arrows pure(String name, String ours) {
    return new Arrows(name, true, words(ours), Set.of());
  }

  private static Arrows edge(String name, String ours, String beyond) {
    return new Arrows(name, false, words(ours), words(beyond));
  }

  private static Set<String> words(String line) {
    return Stream.of(line.strip().split("\\s+")).filter(not(String::isEmpty)).collect(toSet());
  }

  private static Map<String, Set<String>> reached() {
    var reached = new LinkedHashMap<String, Set<String>>();
    for (var line : MAP) {
      var set = new TreeSet<>(Set.of(line.name()));
      for (var other : line.ours()) {
        assertThat(reached).as("lines above %s", line.name()).containsKey(other);
        set.addAll(reached.get(other));
      }
      reached.put(line.name(), set);
    }
    return reached;
  }

  private static JavaClasses imported(ImportOption option) {
    return new ClassFileImporter().withImportOption(option).importPackages("dev.deadair");
  }

  /** Maven's folder for them, or one that is called test. */
  private static boolean isOfTests(Location where) {
    return where.contains("/test-classes/") || where.contains("/test/dev/deadair/");
  }

  private static String[] patterns(Stream<Arrows> lines) {
    return lines.map(Arrows::pattern).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrChance() {
    var names = Set.of("now", "systemDefault", "random", "randomUUID", "parallelStream");
    return describe("reads a clock or rolls a die", access -> names.contains(access.getName()));
  }

  /** One line of the map: a package, its arrows to ours, and what it may use beyond the JDK. */
  record Arrows(String name, boolean pure, Set<String> ours, Set<String> beyond) {
    String pattern() {
      return patternOf(name);
    }

    DescribedPredicate<JavaClass> allowed() {
      var own = REACHED.get(name).stream().map(Arrows::patternOf);
      var jdk = pure ? PURE_JDK.stream() : Stream.of("java..", "javax..", "jdk..", "org.slf4j..");
      var packages =
          Stream.of(own, jdk, Stream.of("org.jspecify.."), beyond.stream()).flatMap(each -> each);
      return resideInAnyPackage(packages.toArray(String[]::new)).or(belongToAnyOf(URI.class));
    }

    @Override
    public String toString() {
      return name;
    }

    private static String patternOf(String name) {
      return "dev.deadair." + name + "..";
    }
  }
}
