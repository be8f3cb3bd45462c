package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.web.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The manual's pictures, taken of a made-up fleet in every state; {@code -Dupdate-pictures=true}
 * renews those that are kept.
 */
@Tag("browser")
class PicturesIT {
  private static final Path TAKEN = Path.of("target/pictures");
  private static final Path KEPT = Path.of("src/site/images");

  /** A day's ribbon is full only where somebody is to look at it. */
  private static final Duration LEAD =
      Boolean.getBoolean("update-pictures") ? Duration.ofHours(25) : Duration.ofMinutes(40);

  private static Chromium chromium;
  private static Preview few;
  private static Preview forty;
  private static Preview calm;

  @BeforeAll
  static void play() throws IOException {
    Files.createDirectories(TAKEN);
    chromium = new Chromium();
    few = Preview.troubled(0, LEAD, 0);
    forty = Preview.troubled(0, LEAD, 40 - few.view().sites().size());
    calm = Preview.calm(0, LEAD, 40);
  }

  @AfterAll
  static void stop() throws IOException {
    chromium.close();
    few.close();
    forty.close();
    calm.close();
  }

  @ParameterizedTest
  @CsvSource({
    "board-1280-dark, 1280, DARK, #/, site-card",
    "board-360-dark, 360, DARK, #/, site-card",
    "site-1280-light, 1280, LIGHT, #/sites/ulsfo, past-chart .legend",
    "wall-2560-dark, 2560, DARK, ?wall#/, site-card",
  })
  void theManualShowsWhatThereIs(
      String name, int width, ColorScheme scheme, String address, String awaited)
      throws IOException {
    var page = chromium.page(width, scheme);
    page.navigate(few.uri(address).toString());
    page.waitForSelector(awaited);
    await("its curves")
        .atMost(Duration.ofSeconds(20))
        .until(() -> page.locator(awaited).first().textContent().strip().length() > 0);

    var taken = photograph(page, name);

    if (Boolean.getBoolean("update-pictures")) {
      Files.write(KEPT.resolve(name + ".png"), taken);
    }
    assertThat(KEPT.resolve(name + ".png")).exists();
    page.context().close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void fortySitesFitALaptopsScreen(ColorScheme scheme) {
    assertThat(onScreen(calm, scheme, "site-tile")).isEqualTo(40);
    assertThat(onScreen(forty, scheme, ".roll a")).isEqualTo(40);
  }

  /** How many of {@code elements} are seen without scrolling. */
  private static int onScreen(Preview preview, ColorScheme scheme, String elements) {
    var page = chromium.page(1280, scheme);
    page.navigate(preview.uri("#/").toString());
    page.waitForSelector("site-tile");
    var kind = preview == calm ? "calm" : "forty";
    photograph(page, kind + "-1280-" + scheme.name().toLowerCase(Locale.ROOT));
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    var seen =
        "all => all.filter(each => each.getBoundingClientRect().bottom <= innerHeight).length";
    var count = (Integer) page.locator(elements).evaluateAll(seen);
    page.context().close();
    return count;
  }

  private static byte[] photograph(Page page, String name) {
    return page.screenshot(new Page.ScreenshotOptions().setPath(TAKEN.resolve(name + ".png")));
  }
}
