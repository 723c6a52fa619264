#include "core/io/npy/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxDimensions = 64;

/// Reads the Python literals that headers consist of.
class HeaderReader {
  public:
    HeaderReader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

    NpyHeader read() {
        expect('{');
        while (!accept('}')) {
            const std::string_view key = quoted();
            expect(':');
            read_value(key);
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (!has_type_ || !has_order_ || !has_shape_) damaged(tr("its type, order or shape is missing"));
        return header_;
    }

  private:
    [[noreturn]] void damaged(const std::string& reason) const {
        throw LoadError(name_, tr("has a damaged .npy header"), tr("save it again with numpy.save"), reason);
    }

    void skip_space() {
        const std::size_t next = text_.find_first_not_of(" \t\r\n");
        text_.remove_prefix(next == std::string_view::npos ? text_.size() : next);
    }
    bool accept(char c) {
        skip_space();
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    void expect(char c) {
        if (!accept(c)) damaged(tr("'{}' is missing", c));
    }
    bool accept_word(std::string_view word) {
        skip_space();
        if (text_.substr(0, word.size()) != word) return false;
        text_.remove_prefix(word.size());
        return true;
    }

    std::string_view quoted() {
        skip_space();
        const char quote = text_.empty() ? '\0' : text_.front();
        const std::size_t end = text_.find(quote, 1);
        if ((quote != '\'' && quote != '"') || end == std::string_view::npos) damaged(tr("a name is missing"));
        const std::string_view inside = text_.substr(1, end - 1);
        text_.remove_prefix(end + 1);
        return inside;
    }

    void read_value(std::string_view key) {
        if (key == "descr") {
            read_type();
            has_type_ = true;
        } else if (key == "fortran_order") {
            header_.fortran_order = accept_word("True");
            if (!header_.fortran_order && !accept_word("False")) damaged(tr("its order is neither True nor False"));
            has_order_ = true;
        } else if (key == "shape") {
            read_shape();
            has_shape_ = true;
        } else {
            damaged(tr("it has an entry of an unknown name"));
        }
    }

    void read_type() {
        skip_space();
        const std::string remedy = tr("convert it first: numpy.save(file, array.astype('float32'))");
        if (!text_.empty() && text_.front() == '[')
            throw LoadError(name_, tr("holds a table with named columns"), remedy);
        const std::string_view type = quoted();
        static constexpr std::array<std::string_view, 12> kTypes{"b1", "i1", "i2", "i4", "i8", "u1",
                                                                 "u2", "u4", "u8", "f2", "f4", "f8"};
        const bool ordered = !type.empty() && std::string_view("<>|=").find(type.front()) != std::string_view::npos;
        if (!ordered || std::find(kTypes.begin(), kTypes.end(), type.substr(1)) == kTypes.end())
            throw LoadError(name_, tr("holds values of type '{}'", printable(type)), remedy);
        header_.byte_order = type[0];
        header_.kind = type[1];
        header_.item_size = type[2] - '0';
    }

    static std::string printable(std::string_view text) {
        std::string shown(text.substr(0, 20));
        std::replace_if(
            shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        return shown;
    }

    void read_shape() {
        expect('(');
        while (!accept(')')) {
            skip_space();
            std::int64_t length = 0;
            const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), length);
            if (error != std::errc{} || length < 0) damaged(tr("a dimension is not a whole number"));
            text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
            accept('L');  // Python 2 wrote long integers with an L
            header_.shape.push_back(length);
            if (header_.shape.size() > kMaxDimensions) damaged(tr("it has too many dimensions"));
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
    }

    std::string_view text_;
    const std::string& name_;
    NpyHeader header_;
    bool has_type_ = false, has_order_ = false, has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& name) {
    return HeaderReader(text, name).read();
}

std::string shape_text(std::span<const std::int64_t> shape) {
    std::string text = "(";
    for (std::size_t d = 0; d < shape.size(); ++d) text += (d > 0 ? ", " : "") + std::to_string(shape[d]);
    return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace convscope
