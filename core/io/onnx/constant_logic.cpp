#include "core/io/onnx/constant_logic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>

#include "core/base/text/translation.h"
#include "core/io/onnx/constant_folding.h"
#include "core/io/onnx/operators/statistics.h"
#include "core/io/onnx/operators/values/selections.h"

namespace convscope::onnx {

namespace {

/// All whole numbers up to this one, 2^53, are exact as doubles.
constexpr double kMaxExact = 9007199254740992;

/// The constant as doubles; whole numbers beyond kMaxExact are refused.
std::vector<double> exact_numbers(const Call& call, const Constant& constant) {
    std::vector<double> numbers;
    numbers.reserve(static_cast<std::size_t>(call.computed_count(constant.dims())));
    for (std::int64_t i = 0; i < constant.count(); ++i) {
        const double number =
            constant.is_integer() ? static_cast<double>(constant.integer(i)) : double{constant.number(i)};
        if (constant.is_integer() && std::fabs(number) > kMaxExact)
            call.refuse(tr("computes with the whole number {}", constant.integer(i)), kExportAgain);
        numbers.push_back(number);
    }
    return numbers;
}

/// A constant of whole numbers or of floats.
Constant constant_of(const Call& call, Dims dims, const std::vector<double>& numbers, bool are_integers) {
    if (!are_integers) {
        Constant::Floats floats(numbers.size());
        std::ranges::transform(numbers, floats.begin(), [](double number) { return static_cast<float>(number); });
        return {std::move(dims), std::move(floats)};
    }
    Constant::Integers integers(numbers.size());
    std::ranges::transform(numbers, integers.begin(), [&](double number) {
        if (!(std::fabs(number) <= kMaxExact)) call.refuse(tr("computes the whole number {}", number), kExportAgain);
        return static_cast<std::int64_t>(number);
    });
    return {std::move(dims), std::move(integers)};
}

struct NamedFunction {
    std::string_view kind;
    double (*compute)(double x);
};
constexpr std::array kFunctions{
    NamedFunction{"Abs", [](double x) { return std::fabs(x); }},
    NamedFunction{"Ceil", [](double x) { return std::ceil(x); }},
    NamedFunction{"Exp", [](double x) { return std::exp(x); }},
    NamedFunction{"Floor", [](double x) { return std::floor(x); }},
    NamedFunction{"Log", [](double x) { return std::log(x); }},
    NamedFunction{"Neg", [](double x) { return -x; }},
    NamedFunction{"Not", [](double x) { return x == 0 ? 1.0 : 0.0; }},
    NamedFunction{"Reciprocal", [](double x) { return 1 / x; }},
    NamedFunction{"Round", [](double x) { return std::nearbyint(x); }},
    NamedFunction{"Sign", [](double x) { return x > 0   ? 1.0
                                                : x < 0 ? -1.0
                                                        : 0.0; }},
    NamedFunction{"Sqrt", [](double x) { return std::sqrt(x); }},
};

/// The remainder with the sign of the divisor, as Python computes it.
double python_modulo(double x, double y) {
    const double rest = std::fmod(x, y);
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

double as_truth(bool value) {
    return value ? 1 : 0;
}

struct NamedPair {
    std::string_view kind;
    double (*compute)(double x, double y);
    bool is_truth = false;
};
constexpr std::array kPairs{
    NamedPair{"Pow", [](double x, double y) { return std::pow(x, y); }},
    NamedPair{"Mod", python_modulo},
    NamedPair{"Min", [](double x, double y) { return std::min(x, y); }},
    NamedPair{"Max", [](double x, double y) { return std::max(x, y); }},
    NamedPair{"And", [](double x, double y) { return as_truth(x != 0 && y != 0); }, true},
    NamedPair{"Or", [](double x, double y) { return as_truth(x != 0 || y != 0); }, true},
    NamedPair{"Equal", [](double x, double y) { return as_truth(x == y); }, true},
    NamedPair{"Less", [](double x, double y) { return as_truth(x < y); }, true},
    NamedPair{"LessOrEqual", [](double x, double y) { return as_truth(x <= y); }, true},
    NamedPair{"Greater", [](double x, double y) { return as_truth(x > y); }, true},
    NamedPair{"GreaterOrEqual", [](double x, double y) { return as_truth(x >= y); }, true},
};

/// Doubles with their dims.
struct Numbers {
    Dims dims;
    std::vector<double> values;
    bool are_integers;
};

Numbers numbers_of(const Call& call, std::size_t input) {
    const Constant& constant = call.constant(input);
    return {constant.dims(), exact_numbers(call, constant), constant.is_integer()};
}

/// The values of both, combined with broadcasting.
Numbers combined(const Call& call, const Numbers& a, const Numbers& b, const NamedPair& pair) {
    Numbers result{broadcast_dims(call, a.dims, b.dims), {}, pair.is_truth || (a.are_integers && b.are_integers)};
    const std::int64_t count = call.computed_count(result.dims);
    result.values.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        result.values.push_back(
            pair.compute(a.values[static_cast<std::size_t>(operand_index(result.dims, a.dims, i))],
                         b.values[static_cast<std::size_t>(operand_index(result.dims, b.dims, i))]));
    return result;
}

}  // namespace

Constant fold_function(const Call& call) {
    const Constant& input = call.constant(0);
    const auto* const found = std::ranges::find(kFunctions, call.node().kind, &NamedFunction::kind);
    std::vector<double> numbers = exact_numbers(call, input);
    std::ranges::transform(numbers, numbers.begin(), found->compute);
    return constant_of(call, input.dims(), numbers, input.is_integer());
}

Constant fold_pair(const Call& call) {
    const auto* const found = std::ranges::find(kPairs, call.node().kind, &NamedPair::kind);
    Numbers result = numbers_of(call, 0);
    for (std::size_t i = 1; i < call.input_count(); ++i) result = combined(call, result, numbers_of(call, i), *found);
    return constant_of(call, result.dims, result.values, result.are_integers);
}

Constant fold_where(const Call& call) {
    const Constant &condition = call.constant(0), &chosen = call.constant(1), &other = call.constant(2);
    const Dims dims = broadcast_dims(call, broadcast_dims(call, condition.dims(), chosen.dims()), other.dims());
    const std::int64_t count = call.computed_count(dims);
    const auto select = [&](auto values, const auto& value_of) {
        for (std::int64_t i = 0; i < count; ++i) {
            const bool is_true = condition.number(operand_index(dims, condition.dims(), i)) != 0;
            const Constant& source = is_true ? chosen : other;
            values.push_back(value_of(source, operand_index(dims, source.dims(), i)));
        }
        return Constant(dims, std::move(values));
    };
    if (chosen.is_integer() && other.is_integer())
        return select(Constant::Integers(), [](const Constant& source, std::int64_t i) { return source.integer(i); });
    return select(Constant::Floats(), [](const Constant& source, std::int64_t i) { return source.number(i); });
}

Constant fold_repeated(const Call& call) {
    const Constant& input = call.constant(0);
    const Dims dims = repeated_dims(call, input.dims()).value();
    static_cast<void>(call.computed_count(dims));
    Dims aligned(dims.size() - input.rank(), 1);
    aligned.insert(aligned.end(), input.dims().begin(), input.dims().end());
    return input.gathered(dims, [&](std::int64_t index) {
        std::int64_t source = 0, step = 1;
        for (std::size_t axis = dims.size(); axis-- > 0; index /= dims[axis]) {
            source += index % dims[axis] % aligned[axis] * step;
            step *= aligned[axis];
        }
        return source;
    });
}

Constant fold_range(const Call& call) {
    const auto number = [&](std::size_t input) {
        const Numbers numbers = numbers_of(call, input);
        if (numbers.values.size() != 1)
            call.refuse(tr("has several numbers for its start, limit or step"), kExportAgain);
        return numbers.values.front();
    };
    const double start = number(0), limit = number(1), delta = number(2);
    const double count = delta == 0 ? 0 : std::max(0.0, std::ceil((limit - start) / delta));
    constexpr double kMaxCount = 1 << 24;
    if (!(count <= kMaxCount)) call.refuse(tr("makes a list of more than 16 million numbers"), kExportAgain);
    std::vector<double> numbers(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = start + static_cast<double>(i) * delta;
    return constant_of(call, {std::ssize(numbers)}, numbers, call.constant(0).is_integer());
}

Constant fold_reduction(const Call& call) {
    const Numbers input = numbers_of(call, 0);
    if (reduced_axes(call, input.dims.size()).size() != input.dims.size())
        call.refuse(tr("reduces some axes of a constant"),
                    tr("simplify the model, so that the file stores this value"));
    if (input.values.empty()) call.refuse(tr("reduces no values"), kExportAgain);
    const std::string& kind = call.node().kind;
    const double first = kind == "ReduceSum" ? 0 : kind == "ReduceProd" ? 1 : input.values.front();
    const double result = std::accumulate(input.values.begin(), input.values.end(), first, [&](double a, double b) {
        return kind == "ReduceSum"    ? a + b
               : kind == "ReduceProd" ? a * b
               : kind == "ReduceMax"  ? std::max(a, b)
                                      : std::min(a, b);
    });
    const bool keeps = call.integer("keepdims", 1) != 0;
    return constant_of(call, keeps ? Dims(input.dims.size(), 1) : Dims{}, {result}, input.are_integers);
}

void read_constants_only(const Call& call) {
    call.refuse(tr("has an operator that convscope does not compute for values that depend on the input, {}",
                   display_text(call.node().kind)),
                tr("simplify the model, so that the file stores this value"));
}

}  // namespace convscope::onnx
