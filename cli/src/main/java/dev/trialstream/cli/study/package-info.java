/** Studies and trials from the command line, by topics alone: asked for, listed, shown, commanded. */
@NullMarked
package dev.trialstream.cli.study;

import org.jspecify.annotations.NullMarked;
