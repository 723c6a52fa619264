#include "app/platform/fonts.h"

#include <fontconfig/fontconfig.h>
#include <stb/stb_truetype.h>

#include <initializer_list>
#include <optional>
#include <system_error>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFontBytes = std::uint64_t{1} << 28;

struct Family {
    const char* name;
    int semibold;  ///< the font's weight for headings, as a fontconfig constant
};
constexpr Family kInter{"Inter", FC_WEIGHT_DEMIBOLD};
constexpr Family kDejaVu{"DejaVu Sans", FC_WEIGHT_BOLD};
constexpr Family kDejaVuMono{"DejaVu Sans Mono", FC_WEIGHT_BOLD};

using Pattern = std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)>;

/// Maps the font's file; null if it cannot be read.
std::shared_ptr<const MappedFile> map_font(const std::string& path) {
    try {
        return std::make_shared<MappedFile>(path, kMaxFontBytes, tr("install the font again"));
    } catch (const LoadError&) {
        return nullptr;
    }
}

std::optional<FontFile> open_font(const FcPattern* found) {
    FcChar8* path = nullptr;
    int index = 0;
    if (FcPatternGetString(found, FC_FILE, 0, &path) != FcResultMatch) return std::nullopt;
    if (FcPatternGetInteger(found, FC_INDEX, 0, &index) != FcResultMatch) index = 0;
    FontFile font{.data = map_font(reinterpret_cast<const char*>(path)), .index = index & 0xFFFF};
    if (!font.data) return std::nullopt;
    const unsigned char* bytes = font.data->bytes().data();
    const int offset = stbtt_GetFontOffsetForIndex(bytes, font.index);
    stbtt_fontinfo info;
    if (offset < 0 || stbtt_InitFont(&info, bytes, offset) == 0) return std::nullopt;
    font.line_height = stbtt_ScaleForMappingEmToPixels(&info, 1) / stbtt_ScaleForPixelHeight(&info, 1);
    return font;
}

/// The family's font. fontconfig always finds some font; fonts of other families are rejected here.
std::optional<FontFile> match(const Family& family, FontWeight weight) {
    const Pattern pattern(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.name));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight == FontWeight::semibold ? family.semibold : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const Pattern found(FcFontMatch(nullptr, pattern.get(), &result), FcPatternDestroy);
    FcChar8* name = nullptr;
    if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &name) != FcResultMatch) return std::nullopt;
    if (std::string(reinterpret_cast<const char*>(name)) != family.name) return std::nullopt;
    return open_font(found.get());
}

FontFile find_first(std::initializer_list<Family> families, FontWeight weight) {
    if (FcInit() == FcFalse) return {};  // reads the configuration on the first call only
    for (const Family& family : families)
        if (std::optional<FontFile> font = match(family, weight)) return *font;
    return {};
}

/// True for outlines in black and white of a format that Dear ImGui reads.
bool is_readable(const FcPattern* font) {
    FcBool outline = FcFalse, colour = FcFalse;
    FcChar8* format = nullptr;
    if (FcPatternGetBool(font, FC_OUTLINE, 0, &outline) != FcResultMatch || outline == FcFalse) return false;
    if (FcPatternGetBool(font, FC_COLOR, 0, &colour) == FcResultMatch && colour == FcTrue) return false;
    if (FcPatternGetString(font, FC_FONTFORMAT, 0, &format) != FcResultMatch) return false;
    const std::string name(reinterpret_cast<const char*>(format));
    return name == "TrueType" || name == "CFF";
}

/// The system's fonts, best first. The fonts that come first need not have any of the characters.
std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> sorted_fonts(std::u32string_view characters) {
    const std::unique_ptr<FcCharSet, decltype(&FcCharSetDestroy)> charset(FcCharSetCreate(), FcCharSetDestroy);
    for (const char32_t character : characters) FcCharSetAddChar(charset.get(), character);
    const Pattern pattern(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, charset.get());
    FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    return {FcFontSort(nullptr, pattern.get(), FcFalse, nullptr, &result), FcFontSetDestroy};
}

}  // namespace

void add_fonts(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error) || FcInit() == FcFalse) return;
    FcConfigAppFontAddDir(nullptr, reinterpret_cast<const FcChar8*>(folder.c_str()));
}
FontFile find_font(FontWeight weight) {
    return find_first({kInter, kDejaVu}, weight);
}
FontFile find_symbol_font() {
    return find_first({kDejaVu}, FontWeight::regular);
}
FontFile find_code_font() {
    return find_first({kDejaVuMono}, FontWeight::regular);
}

std::vector<FallbackFont> find_fallback_fonts(std::u32string characters) {
    std::vector<FallbackFont> fallbacks;
    if (characters.empty() || FcInit() == FcFalse) return fallbacks;
    const auto fonts = sorted_fonts(characters);
    if (!fonts) return fallbacks;
    for (int i = 0; i < fonts->nfont && !characters.empty(); ++i) {
        const FcPattern* const font = fonts->fonts[i];
        FcCharSet* charset = nullptr;
        if (!is_readable(font) || FcPatternGetCharSet(font, FC_CHARSET, 0, &charset) != FcResultMatch) continue;
        std::u32string supported, remaining;
        for (const char32_t character : characters)
            (FcCharSetHasChar(charset, character) == FcTrue ? supported : remaining) += character;
        if (supported.empty()) continue;
        std::optional<FontFile> file = open_font(font);
        if (!file) continue;
        fallbacks.push_back({*std::move(file), std::move(supported)});
        characters = std::move(remaining);
    }
    return fallbacks;
}

}  // namespace convscope
