#include "app/gui/toolkit/fonts.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "app/platform/fonts.h"
#include "core/base/utf8.h"

namespace convscope {

namespace {

// Latin, Greek and Cyrillic for file names; typographic marks, arrows and mathematical signs for the interface's own
// texts; the sign for a character that no font has.
constexpr ImWchar kTextRanges[] = {0x0020, 0x052F, 0x1E00, 0x1EFF, 0x2010, 0x2044, 0x2070, 0x209F, 0x20AC, 0x20AC,
                                   0x2190, 0x21FF, 0x2200, 0x22FF, 0x2300, 0x23FF, 0xFFFD, 0xFFFD, 0};

// The characters of numbers: signs, point, exponent, NaN, infinity, and the multiplication sign.
constexpr ImWchar kNumberRanges[] = {0x0020, 0x0020, 0x0028, 0x003A, 0x003D, 0x003D, 0x0045, 0x0045,
                                     0x004E, 0x004E, 0x0061, 0x0061, 0x0065, 0x0065, 0x00D7, 0x00D7,
                                     0x2026, 0x2026, 0x2212, 0x2212, 0x221E, 0x221E, 0};
constexpr std::array<float, 5> kDigitSizes{20, 25, 32, 40, 52};
constexpr float kFine = 32;          ///< glyphs of this size and larger are sharp without oversampling
constexpr float kFallbackFine = 16;  ///< the same for fallback fonts, whose many glyphs take much room in the atlas

/// The ranges of the characters, as Dear ImGui takes them: pairs of the first and the last, then 0.
std::vector<ImWchar> ranges_of(std::u32string_view characters) {
    std::vector<ImWchar> ranges;
    ranges.reserve(2 * characters.size() + 1);
    for (const char32_t character : characters) {
        if (!ranges.empty() && character == char32_t{ranges.back()} + 1) {
            ++ranges.back();
        } else {
            ranges.insert(ranges.end(), 2, static_cast<ImWchar>(character));
        }
    }
    ranges.push_back(0);
    return ranges;
}

/// A font that lends characters to all texts.
struct Fallback {
    FontFile file;
    std::vector<ImWchar> ranges;
};

std::vector<Fallback> find_fallbacks(const Characters& extra) {
    std::vector<Fallback> fallbacks;
    for (FallbackFont& font : find_fallback_fonts(std::u32string(extra.begin(), extra.end())))
        fallbacks.push_back({std::move(font.file), ranges_of(font.characters)});
    return fallbacks;
}

/// Adds fonts to Dear ImGui's atlas. This object and all added fonts must exist until the atlas is built: the atlas
/// reads the files.
class AtlasFiller {
  public:
    explicit AtlasFiller(std::vector<Fallback> fallbacks) : fallbacks_(std::move(fallbacks)) {}

    /// The font with an em of `pixels`; arrows and signs that it lacks come from `symbols`.
    ImFont* add_text(const FontFile& file, const FontFile& symbols, float pixels) {
        ImFont* const font = add_numbers(file, symbols, pixels, kTextRanges);
        for (const Fallback& fallback : fallbacks_) merge(fallback.file, pixels, kFallbackFine, fallback.ranges.data());
        return font;
    }
    ImFont* add_numbers(const FontFile& file, const FontFile& symbols, float pixels,
                        const ImWchar* ranges = kNumberRanges) {
        ImFontConfig config = config_for(pixels, kFine);
        ImFont* font = nullptr;
        if (!file.data) {
            config.SizePixels = std::round(pixels);
            font = atlas_.AddFontDefault(&config);
        } else {
            font = add(file, pixels, config, ranges);
        }
        if (symbols.data) merge(symbols, pixels, kFine, ranges);
        return font;
    }

  private:
    static ImFontConfig config_for(float pixels, float fine) {
        ImFontConfig config;
        config.OversampleH = pixels < fine ? 2 : 1;
        config.FontDataOwnedByAtlas = false;
        return config;
    }
    void merge(const FontFile& file, float pixels, float fine, const ImWchar* ranges) {
        ImFontConfig config = config_for(pixels, fine);
        config.MergeMode = true;
        add(file, pixels, config, ranges);
    }
    ImFont* add(const FontFile& file, float pixels, ImFontConfig config, const ImWchar* ranges) {
        const std::span<const std::uint8_t> bytes = file.data->bytes();
        config.FontNo = file.index;
        // The atlas takes a pointer to changeable bytes, but only reads them.
        void* const data = const_cast<std::uint8_t*>(bytes.data());
        return atlas_.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), std::round(pixels * file.line_height),
                                           &config, ranges);
    }

    ImFontAtlas& atlas_ = *ImGui::GetIO().Fonts;
    std::vector<Fallback> fallbacks_;
};

/// Gives all digits the same width, so that columns of numbers line up. Dear ImGui cannot use the font's own tabular
/// digits, which are an OpenType feature.
void make_digits_tabular(ImFont* font) {
    float widest = 0;
    for (ImWchar c = '0'; c <= '9'; ++c) widest = std::max(widest, font->FindGlyph(c)->AdvanceX);
    widest = std::round(widest);
    for (ImFontGlyph& glyph : font->Glyphs) {
        if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
        const float shift = std::round((widest - glyph.AdvanceX) / 2);
        glyph.X0 += shift;
        glyph.X1 += shift;
        glyph.AdvanceX = widest;
    }
    font->BuildLookupTable();
}

}  // namespace

Fonts load_fonts(float scale, const Characters& extra) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    AtlasFiller filler(find_fallbacks(extra));
    const FontFile regular = find_font(FontWeight::regular);
    const FontFile semibold = find_font(FontWeight::semibold);
    const FontFile symbols = find_symbol_font();
    const FontFile code = find_code_font();
    Fonts fonts{.caption = filler.add_text(regular, symbols, 13 * scale),
                .text = filler.add_text(regular, symbols, 16 * scale),
                .heading = filler.add_text(semibold, symbols, 20 * scale),
                .code = filler.add_text(code, {}, 16 * scale)};
    for (std::size_t i = 0; i < kDigitSizes.size(); ++i)
        fonts.digits.at(i) = filler.add_numbers(regular, symbols, kDigitSizes.at(i) * scale);
    atlas.Build();
    for (ImFont* font : {fonts.caption, fonts.text, fonts.heading}) make_digits_tabular(font);
    for (ImFont* font : fonts.digits) make_digits_tabular(font);
    return fonts;
}

Characters missing_characters(const ImFont& font, std::string_view text) {
    Characters missing;
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(text, is_ascii)) return missing;
    for (const char32_t character : utf8_code_points(text, U' '))
        if (character > U' ' && character <= IM_UNICODE_CODEPOINT_MAX &&
            font.FindGlyphNoFallback(static_cast<ImWchar>(character)) == nullptr)
            missing.insert(character);
    return missing;
}

}  // namespace convscope
