// Draws a part of a one-channel picture through a colour map. Positions are in pixels of the picture, x right and y down.
in vec2 place;
out vec4 colour;

uniform sampler2D values;       // the picture, or means of its factor x factor blocks
uniform sampler2D colour_map;   // 256 x 1
uniform vec4 window;            // x, y, width, height of the part on the target
uniform vec2 picture_size;      // columns, rows
uniform vec2 region_origin;     // position of the texture's first texel
uniform float factor;           // picture pixels per texel
uniform vec2 range;             // values at the ends of the colour map
uniform vec4 nan_colour;
uniform vec2 revealed;          // row, column of the first hidden pixel; row < 0: none is hidden
uniform float magnified;        // 1: picture pixels are larger than screen pixels and have sharp edges

float value_at(vec2 position) {
    vec2 texel = (position - region_origin) / factor;
    vec2 size = vec2(textureSize(values, 0));
    if (magnified > 0.5) return texelFetch(values, ivec2(clamp(floor(texel), vec2(0.0), size - 1.0)), 0).r;
    return texture(values, texel / size).r;
}

// In a reduced picture a target pixel covers one to two texels in each direction; the mean of four samples averages them.
float average_around(vec2 position) {
    vec2 quarter = 0.25 * vec2(dFdx(place.x) * window.z, dFdy(place.y) * window.w);
    return 0.25 * (value_at(position - quarter) + value_at(position + quarter) +
                   value_at(position + vec2(quarter.x, -quarter.y)) + value_at(position + vec2(-quarter.x, quarter.y)));
}

void main() {
    vec2 position = window.xy + place * window.zw;
    vec2 pixel = floor(position);
    bool outside = any(lessThan(position, vec2(0.0))) || any(greaterThanEqual(position, picture_size));
    bool hidden = revealed.x >= 0.0 && (pixel.y > revealed.x || (pixel.y == revealed.x && pixel.x >= revealed.y));
    float value = magnified > 0.5 ? value_at(position) : average_around(position);
    if (outside || hidden) {
        colour = vec4(0.0);
        return;
    }
    colour = mapped(colour_map, 0.5, value, range, nan_colour);
}
