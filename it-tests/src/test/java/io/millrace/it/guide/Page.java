package io.millrace.it.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page in Markdown, of which the fenced blocks count. */
record Page(String name, List<Block> blocks) {
  private static final String FENCE = "```";

  Page {
    blocks = List.copyOf(blocks);
  }

  /**
   * What stands between two fences.
   *
   * @param page its file
   * @param line of the first fence, 1-based
   * @param language behind the first fence
   * @param text each line ended
   * @param output the text block right behind this one: what this one prints
   */
  record Block(String page, int line, String language, String text, Optional<String> output) {
    /** Where it is, for messages. */
    String place() {
      return page + ":" + line;
    }

    /** A name that a class may have. */
    String className() {
      return page.replaceAll("\\W", "_") + "_" + line;
    }

    private Block printing(String text) {
      return new Block(page, line, language, this.text, Optional.of(text));
    }
  }

  /**
   * Reads a page.
   *
   * @param name its file, below the root of the sources
   */
  static Page read(String name) throws IOException {
    List<String> lines = Files.readAllLines(root().resolve(name));
    List<Block> blocks = new ArrayList<>();
    boolean justEnded = false;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        justEnded &= lines.get(i).isBlank();
        continue;
      }
      int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
      String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
      String language = lines.get(i).substring(FENCE.length());
      if (language.equals("text") && justEnded) {
        blocks.add(blocks.remove(blocks.size() - 1).printing(text));
      } else {
        blocks.add(new Block(name, i + 1, language, text, Optional.empty()));
      }
      justEnded = true;
      i = end;
    }
    return new Page(name, blocks);
  }

  /** Of the sources; tests run in a folder below. */
  static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /** The blocks in a language. */
  List<Block> in(String language) {
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }
}
