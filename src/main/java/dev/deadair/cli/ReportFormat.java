package dev.deadair.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --format} of checks that point at lines: SARIF as well. */
final class ReportFormat {
  @Option(
      names = "--format",
      paramLabel = "text|json|sarif",
      description = "How to print the result; default: text.",
      converter = Converter.class)
  private Kind kind = Kind.TEXT;

  Kind kind() {
    return kind;
  }

  enum Kind {
    TEXT,
    JSON,
    SARIF
  }

  /** Lower-case words only. */
  static final class Converter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String word) {
      return switch (word) {
        case "text" -> Kind.TEXT;
        case "json" -> Kind.JSON;
        case "sarif" -> Kind.SARIF;
        default -> throw new TypeConversionException("'" + word + "' is no text, json or sarif");
      };
    }
  }
}
