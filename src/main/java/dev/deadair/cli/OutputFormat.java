package dev.deadair.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --format}: text for people, or JSON for programs. */
final class OutputFormat {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; default: text.",
      converter = Converter.class)
  private Kind kind = Kind.TEXT;

  boolean isJson() {
    return kind == Kind.JSON;
  }

  enum Kind {
    TEXT,
    JSON
  }

  /** Lower-case words only. */
  static final class Converter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String word) {
      return switch (word) {
        case "text" -> Kind.TEXT;
        case "json" -> Kind.JSON;
        default -> throw new TypeConversionException("'" + word + "' is neither text nor json");
      };
    }
  }
}
