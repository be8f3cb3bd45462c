package dev.deadair.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's Chromium without a screen, and what it complained of. */
public final class Chromium implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions()
              .setEnv(
                  Map.of(
                      "PLAYWRIGHT_NODEJS_PATH",
                      "/usr/bin/node",
                      "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                      "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(Path.of("/usr/bin/chromium"))
                  .setArgs(FLAGS));
  private final List<String> complaints = new ArrayList<>();

  /** A page as wide as that, in that colour scheme, with nothing loaded. */
  public Page page(int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 780 : width < 2000 ? 800 : 1440)
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
    var page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("ERR_CONNECTION")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  Browser browser() {
    return browser;
  }

  /** Errors of scripts, and of the policy, on all pages so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * Those that say none of this: an error that a page shows is noted by the browser all the same.
   */
  List<String> complaintsBut(String... expected) {
    return complaints.stream()
        .filter(text -> Stream.of(expected).noneMatch(text::contains))
        .toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
