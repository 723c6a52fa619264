// Draws a part of a one-channel picture through a colour map, or of a picture in its own colours. Positions are in pixels of the picture, x right and y down.
in vec2 place;
out vec4 colour;

uniform sampler2D values;       // the picture, or one value for each of its factor x factor blocks
uniform sampler2D colour_map;   // 256 x 1
uniform vec4 window;            // x, y, width, height of the part on the target
uniform vec2 picture_size;      // columns, rows
uniform vec2 region_origin;     // position of the texture's first texel
uniform float factor;           // picture pixels per texel
uniform float in_colour;        // 1: `values` are colours, and the colour map is not used
uniform vec2 range;             // values at the ends of the colour map
uniform vec4 nan_colour;
uniform vec4 below_colour;      // of values below the range; alpha 0: the map's end
uniform vec4 above_colour;
uniform float reduction;        // what a target pixel shows of what it covers: 0 mean, 1 extreme, 2 largest value
uniform vec2 revealed;          // row, column of the first hidden pixel; row < 0: none is hidden
uniform float hidden_opacity;   // of hidden pixels
uniform float magnified;        // 1: picture pixels are larger than screen pixels and have sharp edges

float texel_at(vec2 texel) {
    return texelFetch(values, ivec2(clamp(floor(texel), vec2(0.0), vec2(textureSize(values, 0)) - 1.0)), 0).r;
}

float value_at(vec2 position) {
    vec2 texel = (position - region_origin) / factor;
    if (magnified > 0.5 || reduction > 0.5) return texel_at(texel);
    return texture(values, texel / vec2(textureSize(values, 0))).r;
}

// In a reduced picture a target pixel covers one to two texels in each direction: four samples meet all of them.
float value_around(vec2 position) {
    vec2 quarter = 0.25 * vec2(dFdx(place.x) * window.z, dFdy(place.y) * window.w);
    float a = value_at(position - quarter);
    float b = value_at(position + quarter);
    float c = value_at(position + vec2(quarter.x, -quarter.y));
    float d = value_at(position + vec2(-quarter.x, quarter.y));
    if (reduction > 1.5) return largest_of(largest_of(a, b), largest_of(c, d));
    return reduction > 0.5 ? extreme_of(extreme_of(a, b), extreme_of(c, d)) : 0.25 * (a + b + c + d);
}

// A colour, or in a reduced picture the mean of the colours that a target pixel covers.
vec4 picture_colour(vec2 position) {
    vec2 size = vec2(textureSize(values, 0));
    vec2 texel = (position - region_origin) / factor;
    if (magnified > 0.5) return texelFetch(values, ivec2(clamp(floor(texel), vec2(0.0), size - 1.0)), 0);
    vec2 quarter = 0.25 * vec2(dFdx(place.x) * window.z, dFdy(place.y) * window.w) / factor;
    vec2 across = vec2(quarter.x, -quarter.y);
    return 0.25 * (texture(values, (texel - quarter) / size) + texture(values, (texel + quarter) / size) +
                   texture(values, (texel - across) / size) + texture(values, (texel + across) / size));
}

void main() {
    vec2 position = window.xy + place * window.zw;
    vec2 pixel = floor(position);
    bool outside = any(lessThan(position, vec2(0.0))) || any(greaterThanEqual(position, picture_size));
    bool hidden = revealed.x >= 0.0 && (pixel.y > revealed.x || (pixel.y == revealed.x && pixel.x >= revealed.y));
    float value = magnified > 0.5 ? value_at(position) : value_around(position);
    vec4 own_colour = picture_colour(position);
    if (outside) {
        colour = vec4(0.0);
        return;
    }
    colour = mapped(colour_map, 0.5, value, range, nan_colour);
    if (below_colour.a > 0.5 && value < range.x) colour = below_colour;
    if (above_colour.a > 0.5 && value > range.y) colour = above_colour;
    if (in_colour > 0.5) colour = own_colour;
    if (hidden) colour.a *= hidden_opacity;
}
