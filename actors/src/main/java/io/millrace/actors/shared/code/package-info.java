/** The jars that jobs bring: kept by hash, checked, and opened as class loaders. */
@NullMarked
package io.millrace.actors.shared.code;

import org.jspecify.annotations.NullMarked;
