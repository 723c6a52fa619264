#include "core/io/feed_file.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/number_table.h"
#include "core/base/text/translation.h"
#include "core/io/file_kind.h"
#include "core/io/npy/npy.h"
#include "core/io/picture_file.h"
#include "core/nn/input/picture_shape.h"

namespace convscope {

namespace {

std::string remedy_for(const nn::Node& input) {
    const nn::Shape& shape = input.declared_shape();
    if (shape.rank() < 2)
        return tr_count(shape.count(), "give {} number for input \"{}\", or several times as many for several examples",
                        "give {} numbers for input \"{}\", or several times as many for several examples", input.name);
    return tr("give {} numbers ({}) for input \"{}\", or several times as many for several examples", shape.count(),
              to_string(shape), input.name);
}

nn::Feed numbers_of_user(std::vector<float> values, const nn::Node& input, const std::string& name) {
    const std::int64_t count = input.declared_shape().count();
    const std::int64_t number_count = std::ssize(values);
    if (number_count == 0 || number_count % count != 0)
        throw LoadError(name, tr_count(number_count, "holds {} number", "holds {} numbers"), remedy_for(input));
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        throw LoadError(name, tr("holds NaN or infinity"), tr("give finite numbers"));
    return {.source = nn::FeedSource::numbers,
            .values = std::make_shared<const nn::Tensor>(nn::Tensor{nn::Shape{number_count}, std::move(values)})};
}

/// The shape without its axes of length 1.
std::vector<std::int64_t> long_axes(const nn::Shape& shape) {
    std::vector<std::int64_t> axes(shape.axes.begin(), shape.axes.end());
    std::erase(axes, 1);
    return axes;
}

/// The array's values in the order of the input's values.
std::vector<float> in_order(NpyArray array, const nn::Node& input, const std::string& name) {
    const nn::Shape& declared = input.declared_shape();
    const nn::Shape shape(array.shape);
    if (const auto batch = nn::examples_in(input.file_layout(), shape))
        return nn::from_file_layout(input.file_layout(), *batch, array.values);
    const bool has_rows = shape.rank() <= 2 && shape.channels() % declared.count() == 0;
    const bool is_example = long_axes(shape) == long_axes(declared);
    if (!has_rows && !is_example && !nn::examples_in(nn::plain_layout(declared), shape))
        throw LoadError(name, tr("holds an array of shape {}", to_string(shape)), remedy_for(input));
    return std::move(array.values);
}

nn::Feed feed_of_table(NumberTable table, const nn::Node& input, const TableSource& source) {
    const nn::Shape& declared = input.declared_shape();
    const bool is_list = table.rows == 1 || table.cols == 1;
    const bool is_picture = long_axes(declared) == long_axes({table.rows, table.cols});
    if (!is_list && !is_picture && table.cols != declared.channels() && table.cols % declared.count() != 0)
        throw LoadError(source.file, tr_count(table.cols, "has rows of {} number", "has rows of {} numbers"),
                        source.remedy);
    return numbers_of_user(std::move(table.values), input, source.file);
}

TableSource source_of(const nn::Node& input, const std::string& name) {
    return {.file = name, .subject = tr("input"), .remedy = remedy_for(input)};
}

/// The table of the text if each comma is a decimal comma; nullopt unless it has `count` numbers.
std::optional<NumberTable> with_decimal_commas(std::string text, std::int64_t count, const TableSource& source) {
    std::ranges::replace(text, ',', '.');
    try {
        NumberTable table = read_number_table(text, source);
        if (std::ssize(table.values) == count) return table;
    } catch (const LoadError&) {
        // The commas separate the numbers.
    }
    return std::nullopt;
}

nn::Feed feed_of_picture(const std::filesystem::path& file, const nn::Node& input,
                         const nn::Preprocessing& preprocessing) {
    const nn::Shape& declared = input.declared_shape();
    if (!nn::picture_shape(declared))
        throw LoadError(file.string(), tr("is a picture, but input \"{}\" takes numbers", input.name),
                        remedy_for(input));
    nn::Tensor values = nn::preprocessed(load_picture_file(file), preprocessing, declared);
    return numbers_of_user(std::move(values.values), input, file.string());
}

}  // namespace

nn::Feed feed_of_text(std::string_view text, const nn::Node& input, const std::string& name) {
    const TableSource source = source_of(input, name);
    const std::int64_t count = input.declared_shape().count();
    const bool may_be_decimal = text.find(',') != std::string_view::npos && text.size() <= source.max_bytes;
    std::optional<NumberTable> decimal;
    if (may_be_decimal) decimal = with_decimal_commas(std::string(text), count, source);
    try {
        NumberTable table = read_number_table(text, source);
        if (!decimal || std::ssize(table.values) == count) return feed_of_table(std::move(table), input, source);
    } catch (const LoadError&) {
        if (!decimal) throw;
    }
    return feed_of_table(std::move(*decimal), input, source);
}

nn::Feed load_feed(const std::filesystem::path& file, const nn::Node& input, const nn::Preprocessing& preprocessing) {
    const std::string name = file.string();
    nn::Feed feed;
    const FileKind kind = file_kind(file);
    if (kind == FileKind::picture) {
        feed = feed_of_picture(file, input, preprocessing);
    } else if (kind == FileKind::numpy) {
        feed = numbers_of_user(in_order(load_npy(file), input, name), input, name);
    } else {
        const TableSource source = source_of(input, name);
        const std::vector<std::uint8_t> bytes = read_file(file, source.max_bytes, source.remedy);
        feed = feed_of_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, input, name);
    }
    feed.source = nn::FeedSource::file;
    feed.file = file;
    return feed;
}

}  // namespace convscope
