/**
 * Turns HOCON into frozen settings: the only place where a configuration value is read, and where
 * its range is checked.
 */
@NullMarked
package io.millrace.config;

import org.jspecify.annotations.NullMarked;
