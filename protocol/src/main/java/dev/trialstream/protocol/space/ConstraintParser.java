package dev.trialstream.protocol.space;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the text of a constraint by recursive descent:
 *
 * <pre>
 * any        := all ("or" all)*
 * all        := negated ("and" negated)*
 * negated    := "not" negated | comparison
 * comparison := sum (("&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!=") sum)?
 * sum        := product (("+" | "-") product)*
 * product    := factor (("*" | "/") factor)*
 * factor     := "-" factor | number | text | "true" | "false" | name | "(" any ")"
 * </pre>
 */
final class ConstraintParser {
    static final int DEEPEST = 32;
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
    private static final Set<String> RESERVED = Set.of("and", "or", "not");

    private final List<Token> tokens;
    private int next = 0;
    private int depth = 0;

    private ConstraintParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException with the position and what was expected there */
    static Expression parse(String text) {
        ConstraintParser parser = new ConstraintParser(Token.of(text));
        Expression whole = parser.any();
        if (parser.peek().type() != Token.Type.END) {
            throw parser.peek().insteadOf("an operator or the end");
        }
        return whole;
    }

    private Expression any() {
        Expression left = all();
        while (peek().is("or")) {
            Token or = take();
            left = new Connective(true, left, all(), or.at());
        }
        return left;
    }

    private Expression all() {
        Expression left = negated();
        while (peek().is("and")) {
            Token and = take();
            left = new Connective(false, left, negated(), and.at());
        }
        return left;
    }

    private Expression negated() {
        if (!peek().is("not")) {
            return comparison();
        }
        Token not = take();
        return new Expression.Not(nested(not, this::negated), not.at());
    }

    private Expression comparison() {
        Expression left = sum();
        if (peek().type() != Token.Type.SYMBOL || !COMPARISONS.contains(peek().text())) {
            return left;
        }
        Token operator = take();
        return new Comparison(operator.text(), left, sum(), operator.at());
    }

    private Expression sum() {
        Expression left = product();
        while (peek().is("+") || peek().is("-")) {
            Token operator = take();
            left = new Arithmetic(operator.text().charAt(0), left, product(), operator.at());
        }
        return left;
    }

    private Expression product() {
        Expression left = factor();
        while (peek().is("*") || peek().is("/")) {
            Token operator = take();
            left = new Arithmetic(operator.text().charAt(0), left, factor(), operator.at());
        }
        return left;
    }

    private Expression factor() {
        Token token = take();
        return switch (token.type()) {
            case NUMBER -> number(token);
            case TEXT ->
                new Expression.Literal(token.text().substring(1, token.text().length() - 1));
            case WORD -> word(token);
            case SYMBOL, END -> signedOrInBrackets(token);
        };
    }

    private static Expression number(Token token) {
        double value = Double.parseDouble(token.text());
        if (!Double.isFinite(value)) {
            throw token.insteadOf("a finite number");
        }
        return new Expression.Literal(value);
    }

    private static Expression word(Token token) {
        if (RESERVED.contains(token.text())) {
            throw token.insteadOf("a value");
        }
        boolean truth = token.is("true") || token.is("false");
        return truth ? new Expression.Literal(token.is("true")) : new Expression.Name(token.text(), token.at());
    }

    private Expression signedOrInBrackets(Token token) {
        if (token.is("-")) {
            return new Expression.Minus(nested(token, this::factor), token.at());
        }
        if (!token.is("(")) {
            throw token.insteadOf("a value");
        }
        Expression inside = nested(token, this::any);
        if (!peek().is(")")) {
            throw peek().insteadOf("an operator or )");
        }
        take();
        return inside;
    }

    private Expression nested(Token opening, Supplier<Expression> inside) {
        if (++depth > DEEPEST) {
            throw opening.insteadOf("at most " + DEEPEST + " levels of nesting");
        }
        Expression expression = inside.get();
        depth--;
        return expression;
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** Never passes the end token. */
    private Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }
}
