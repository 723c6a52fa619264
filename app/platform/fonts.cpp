#include "app/platform/fonts.h"

#include <fontconfig/fontconfig.h>

#include <initializer_list>
#include <memory>
#include <string>

namespace convscope {

namespace {

struct Family {
    const char* name;
    int semibold;       ///< the font's weight for headings, as a fontconfig constant
    float line_height;  ///< FontFile::line_height, from the font's hhea table
};
constexpr Family kInter{"Inter", FC_WEIGHT_DEMIBOLD, 1.21F};
constexpr Family kDejaVu{"DejaVu Sans", FC_WEIGHT_BOLD, 1.164F};
constexpr Family kDejaVuMono{"DejaVu Sans Mono", FC_WEIGHT_BOLD, 1.164F};

/// The file of the family's font, or an empty path. fontconfig always finds some font; fonts of other families are
/// rejected here.
std::filesystem::path match(const Family& family, FontWeight weight) {
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> pattern(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.name));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight == FontWeight::semibold ? family.semibold : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> found(FcFontMatch(nullptr, pattern.get(), &result),
                                                                        FcPatternDestroy);
    FcChar8* name = nullptr;
    FcChar8* file = nullptr;
    if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &name) != FcResultMatch) return {};
    if (std::string(reinterpret_cast<const char*>(name)) != family.name) return {};
    if (FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch) return {};
    return reinterpret_cast<const char*>(file);
}

FontFile find_first(std::initializer_list<Family> families, FontWeight weight) {
    if (FcInit() == FcFalse) return {};  // reads the configuration on the first call only
    for (const Family& family : families)
        if (const auto path = match(family, weight); !path.empty()) return {path, family.line_height};
    return {};
}

}  // namespace

FontFile find_font(FontWeight weight) {
    return find_first({kInter, kDejaVu}, weight);
}
FontFile find_symbol_font() {
    return find_first({kDejaVu}, FontWeight::regular);
}
FontFile find_code_font() {
    return find_first({kDejaVuMono}, FontWeight::regular);
}

}  // namespace convscope
