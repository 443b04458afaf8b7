package io.millrace.it;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How many lines each method has, from its signature to its closing brace, as javac reads it. */
final class MethodLengths {
  private MethodLengths() {}

  /** A method or constructor. */
  record Method(Path file, long line, String name, long lines) {
    @Override
    public String toString() {
      return "%s:%d %s() has %d lines".formatted(file, line, name, lines);
    }
  }

  static List<Method> of(List<Path> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjects(paths(sources)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Method> methods = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Measure(unit, positions), methods);
      }
      return methods;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path[] paths(List<Path> sources) {
    return sources.toArray(Path[]::new);
  }

  private static final class Measure extends TreeScanner<Void, List<Method>> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private Measure(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, List<Method> into) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(startOf(method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      Path file = Path.of(unit.getSourceFile().toUri());
      into.add(new Method(file, first, method.getName().toString(), last - first + 1));
      return super.visitMethod(method, into);
    }

    /** Behind its annotations, which may hold a table of data. */
    private long startOf(MethodTree method) {
      long modifiers = positions.getEndPosition(unit, method.getModifiers());
      return modifiers == Diagnostic.NOPOS ? positions.getStartPosition(unit, method) : modifiers;
    }
  }
}
